const key = 'patchbay.wallboard.seconds';
const usual = 15;
export const rotationSecondsMin = 5;
export const rotationSecondsMax = 300;

const within = (seconds: number): number => (Number.isFinite(seconds) ? Math.min(rotationSecondsMax, Math.max(rotationSecondsMin, Math.round(seconds))) : usual);

/** How long each queue stays on the screen, as this browser keeps it. Storage may be closed to us. */
export function readRotationSeconds(): number {
  try {
    const kept = localStorage.getItem(key);
    return kept === null ? usual : within(Number(kept));
  } catch {
    return usual;
  }
}

/** Keeps it, within bounds, and says what was kept. */
export function keepRotationSeconds(seconds: number): number {
  const kept = within(seconds);
  try {
    localStorage.setItem(key, String(kept));
  } catch { /* for this page only */ }
  return kept;
}
