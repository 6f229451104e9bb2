/** npm passes a Ctrl-C on that the terminal has sent already: a second signal so soon is the same one. */
const sameSignalMs = 1_000;

/**
 * Resolves with the first SIGINT or SIGTERM. From then on `deadlineMs` is all the time there is; a second signal ends the process at
 * once: nothing is lost by it, the database keeps what was acknowledged.
 */
export function shutdownSignal({ deadlineMs, onDeadline }: { deadlineMs: number; onDeadline: () => void }): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | null = null;
    const receive = (signal: NodeJS.Signals): void => {
      if (firstAt === null) {
        firstAt = performance.now();
        setTimeout(() => { onDeadline(); process.exit(0); }, deadlineMs).unref();
        resolve(signal);
      } else if (performance.now() - firstAt > sameSignalMs) {
        process.exit(130);
      }
    };
    process.on('SIGINT', receive);
    process.on('SIGTERM', receive);
  });
}
