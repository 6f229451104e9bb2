/**
 * A labelled place where a test ends the process as a power cut would: `PATCHBAY_CRASH_AT=label:n` kills it with SIGKILL at the
 * n-th pass. Without the setting it costs one comparison.
 */
const [wantedLabel, wantedPass] = (process.env.PATCHBAY_CRASH_AT ?? '').split(':');
let passes = 0;

export function crashPoint(label: string): void {
  if (label !== wantedLabel) return;
  passes += 1;
  if (passes < Number(wantedPass ?? 1)) return;
  process.stderr.write(`crash point ${label}:${passes}\n`);
  process.kill(process.pid, 'SIGKILL');
}
