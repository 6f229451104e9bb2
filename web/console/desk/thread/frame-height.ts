const lineCharacters = 90;
const linePixels = 22;
const leastPixels = 96;
const mostPixels = 560;
const tallPixels = 1_600;

/**
 * A height for the frame of a formatted mail, in pixels. The frame has an origin of its own, so that nothing in a mail can reach the page, and
 * for that its real height cannot be asked either: it is judged by the text, and scrolls in itself where that was too little.
 */
export function frameHeight(text: string, isTall: boolean): number {
  if (isTall) return tallPixels;
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / lineCharacters)), 0);
  return Math.max(leastPixels, Math.min(mostPixels, Math.round(lines * linePixels * 1.2) + 40));
}
