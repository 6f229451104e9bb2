import type { SiteSettings } from '../../api/chats.ts';

type Greetings = SiteSettings['greetings'];

/** Greetings as lines that a person writes: `20 | /pricing | Any questions?`; `*` is every page. */
export function linesOf(greetings: Greetings): string {
  return greetings.map(({ seconds, url, text }) => `${seconds} | ${url === '' ? '*' : url} | ${text}`).join('\n');
}

/** What the lines say; the number of the first line (from 1) that makes no sense. */
export function readLines(text: string): { readonly greetings: Greetings } | { readonly wrongLine: number } {
  const greetings: Greetings = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, seconds, url, words] = /^\s*(\d{1,4})\s*\|\s*([^|]*?)\s*\|\s*(\S.*?)\s*$/.exec(line) ?? [];
    if (seconds === undefined || url === undefined || words === undefined || Number(seconds) > 3_600) return { wrongLine: at + 1 };
    greetings.push({ seconds: Number(seconds), url: url === '*' ? '' : url, text: words });
  }
  return { greetings };
}
