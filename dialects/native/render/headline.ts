import type { Headline } from '#core/kernel/index.ts';

export function renderHeadline({ text, marks }: Headline) {
  return { text, marks: marks.map(({ start, end }) => ({ start, end })) };
}
