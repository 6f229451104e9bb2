import { findHeader } from '../find-header.ts';
import type { JudgedMail } from '../judged-mail.ts';

/** The mail's own media type and its `report-type` parameter, in lower case (RFC 2045 5.1, RFC 6522 3). */
export function readContentType(mail: JudgedMail): { mediaType: string; reportType: string | null } {
  const value = (findHeader(mail, 'content-type') ?? 'text/plain').slice(0, 1000).toLowerCase();
  const report = /\breport-type ?= ?"?([a-z0-9-]+)/.exec(value);
  return { mediaType: value.split(';', 1)[0]?.trim() ?? 'text/plain', reportType: report?.[1] ?? null };
}
