import type { LoadAnswer, Way } from './mixed-load.ts';

const isGood = ({ code }: LoadAnswer): boolean => code >= 200 && code < 300;

/** Answers that nobody should get while the database is away: neither good nor "come again" (503 with Retry-After, 451; 452 where the disk is full). */
export function oddAnswers(answers: readonly LoadAnswer[], { isDiskFull = false }: { isDiskFull?: boolean } = {}): string[] {
  const isPutOff = ({ way, code, retryAfter }: LoadAnswer): boolean => (way === 'smtp' ? code === 451 || (isDiskFull && code === 452) : code === 503 && retryAfter !== undefined);
  return answers.filter((answer) => !isGood(answer) && !isPutOff(answer)).map(({ way, code, body }) => `${way} ${code} ${body}`);
}

/** Since the database took connections again (`readyAt`, by performance.now()): when the first of each way succeeded, and how many that were asked after that moment were refused. */
export function recoveryOf(answers: readonly LoadAnswer[], readyAt: number): { readonly firstMs: Readonly<Record<Way, number>>; readonly refused: number } {
  const first = (way: Way): number => Math.round((answers.find((answer) => answer.way === way && answer.answeredAt >= readyAt && isGood(answer))?.answeredAt ?? Number.NaN) - readyAt);
  return { firstMs: { read: first('read'), write: first('write'), smtp: first('smtp') }, refused: answers.filter((answer) => answer.askedAt >= readyAt && !isGood(answer)).length };
}

export function countAnswers(answers: readonly LoadAnswer[]): string {
  const of = (way: Way): string => {
    const all = answers.filter((answer) => answer.way === way);
    const good = all.filter(isGood).length;
    return `${good} / ${all.length - good}`;
  };
  return `acknowledged / put off: reads ${of('read')}, writes ${of('write')}, mails ${of('smtp')}`;
}
