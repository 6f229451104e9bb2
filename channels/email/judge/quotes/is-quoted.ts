/** Whether a line is marked as quoted: up to three blanks, then `>` or its full-width form (RFC 3676 4.5). */
export function isQuoted(plain: string): boolean {
  return /^ {0,3}[>＞]/.test(plain);
}

/** Old mail readers quote with a bar, but so do tables: it counts only right below a heading. */
export function isBarred(plain: string): boolean {
  return /^ {0,3}\|/.test(plain);
}
