import { htmlToText } from './parse/html-to-text.ts';
import type { ParsePool } from './parse/create-parse-pool.ts';

/** What is left of HTML that is too deep, too large or too slow to clean: its text. */
export interface CleanHtml { readonly html: string; readonly text: string }

/** Cleans HTML by the same way as the HTML of a mail: as a mail of one HTML part, in a thread that is ended where it takes too long. */
export async function cleanHtml(pool: ParsePool, html: string): Promise<CleanHtml> {
  const head = 'MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n';
  const body = Buffer.from(html.toWellFormed()).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const outcome = await pool.parse(Buffer.from(head + body));
  if (!outcome.ok) return { html: '', text: '' };
  const { safeHtml } = outcome;
  return { html: safeHtml ?? '', text: safeHtml === null ? outcome.mail.text : htmlToText(safeHtml, { isComposed: true }) };
}
