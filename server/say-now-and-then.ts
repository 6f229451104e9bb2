const tellEveryMs = 30_000;

/** Says a failure that repeats each second at most every half minute. */
export function sayNowAndThen(say: (error: unknown) => void): (error: unknown) => void {
  let toldAtMs = 0;
  return (error) => {
    if (Date.now() - toldAtMs < tellEveryMs) return;
    toldAtMs = Date.now();
    say(error);
  };
}
