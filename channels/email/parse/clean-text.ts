/** Text that PostgreSQL and JSON accept: no NUL, no lone surrogates. */
export function cleanText(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();
}

// oxlint-disable-next-line no-control-regex -- controls are what it removes
const lineBreakers = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/**
 * Text of one line. Control characters and every kind of line break become one space, so that a decoded
 * `=?utf-8?q?=0D=0ABcc:...?=` can never start a header of its own when the value is written out again.
 */
export function cleanLine(text: string): string {
  return text.replace(lineBreakers, ' ').toWellFormed();
}
