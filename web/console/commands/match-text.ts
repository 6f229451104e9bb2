/** How well typed letters fit a title; 0: not at all. Word beginnings and runs count more, so `mr` finds `Mark as resolved` before `Summer`. */
export function matchScore(typed: string, title: string): number {
  const wanted = fold(typed);
  const text = fold(title);
  if (wanted === '') return 1;
  const whole = text.indexOf(wanted);
  if (whole >= 0) return 1_000 - whole + (whole === 0 || text[whole - 1] === ' ' ? 500 : 0);
  let score = 0;
  let at = 0;
  let run = 0;
  for (const letter of wanted) {
    if (letter === ' ') continue;
    const found = text.indexOf(letter, at);
    if (found < 0) return 0;
    run = found === at ? run + 1 : 1;
    score += run * 2 + (found === 0 || text[found - 1] === ' ' ? 10 : 0);
    at = found + 1;
  }
  return score;
}

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
