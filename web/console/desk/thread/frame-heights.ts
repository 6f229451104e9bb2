const leastPixels = 24;
const mostPixels = 30_000;
const keptMax = 500;
const kept = new Map<string, number>();

export const clampedHeight = (pixels: number): number => Math.max(leastPixels, Math.min(mostPixels, Math.ceil(pixels)));

/** The height that a frame tells, in pixels; null for any other message. Nothing in it is trusted but that it is a number within bounds. */
export function heightMessage(data: unknown): number | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, height } = data as { type?: unknown; height?: unknown };
  return type === 'patchbay:mail-height' && typeof height === 'number' && Number.isFinite(height) && height >= 0 ? clampedHeight(height) : null;
}

/** Heights are remembered, so that a mail seen before stands at its height before it is loaded and nothing jumps. */
export function keepHeight(key: string, pixels: number): void {
  kept.delete(key);
  kept.set(key, pixels);
  if (kept.size > keptMax) kept.delete(kept.keys().next().value ?? '');
}
export const keptHeight = (key: string): number | null => kept.get(key) ?? null;
