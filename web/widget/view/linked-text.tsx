import type { Words } from '../texts/load-texts.ts';

/** Text with its web addresses as links, and nothing else of it as anything: no markup is read. */
export function LinkedText({ text, words }: { readonly text: string; readonly words: Words }) {
  return <>{splitLinks(text).map((part, at) => (part.isLink
    ? <a key={at} href={part.text} target="_blank" rel="noopener noreferrer nofollow">{part.text}<span class="hidden"> ({words.t.opensInTab})</span></a>
    : part.text))}</>;
}

/** http and https only; what ends a sentence is no part of an address. */
export function splitLinks(text: string): { readonly text: string; readonly isLink: boolean }[] {
  const parts: { text: string; isLink: boolean }[] = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'`\\{}|^]+/gi)) {
    const link = match[0].replace(/[.,;:!?)\]»”]+$/, '');
    if (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol)) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), isLink: false });
    parts.push({ text: link, isLink: true });
    end = match.index + link.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isLink: false });
  return parts;
}
