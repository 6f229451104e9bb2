const utf8 = new TextDecoder('utf-8', { fatal: false });

/** Longest part read as text; reports are small, a returned mail may be huge and only its header matters. */
const BYTES_MAX = 256 * 1024;

/** The bytes of a report part as text, line ends as LF. Report fields are ASCII or UTF-8 (RFC 3464, RFC 6533). */
export function decodePart(content: Uint8Array): string {
  return utf8.decode(content.subarray(0, BYTES_MAX)).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}
