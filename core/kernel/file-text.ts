/** The text of a file that somebody brought: UTF-8, or UTF-16 that says so by its mark, as spreadsheets write "Unicode text" (a mark is left out). Null: it is no text, or UTF-16 that does not say so. */
export function fileText(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes('\u0000') ? null : text;
}
