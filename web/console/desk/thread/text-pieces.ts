export interface TextPiece { readonly text: string; /** http, https or mailto; null: plain text. */ readonly url: string | null }

const address = /\b(?:https?:\/\/[^\s<>"']+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)/gi;

/** A text with its web and mail addresses apart. What ends a sentence is no part of an address; a bracket is, where it was opened in it. */
export function textPieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const found of text.matchAll(address)) {
    const shown = trimEnd(found[0]);
    const url = /^https?:/i.test(shown) ? shown : `mailto:${shown}`;
    if (/^https?:/i.test(shown) && !URL.canParse(shown)) continue;
    if (found.index > at) pieces.push({ text: text.slice(at, found.index), url: null });
    pieces.push({ text: shown, url });
    at = found.index + shown.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), url: null });
  return pieces;
}

function trimEnd(found: string): string {
  let shown = found.replace(/[.,;:!?]+$/, '');
  while (shown.endsWith(')') && shown.split(')').length > shown.split('(').length) shown = shown.slice(0, -1).replace(/[.,;:!?]+$/, '');
  return shown;
}
