import type { Words } from '../texts/load-texts.ts';
import { splitLinks } from './split-links.ts';

/** Text with its web addresses as links, and nothing else of it as anything: no markup is read. */
export function LinkedText({ text, words }: { readonly text: string; readonly words: Words }) {
  return <>{splitLinks(text).map((part, at) => (part.isLink
    ? <a key={at} href={part.text} target="_blank" rel="noopener noreferrer nofollow">{part.text}<span class="hidden"> ({words.t.opensInTab})</span></a>
    : part.text))}</>;
}
