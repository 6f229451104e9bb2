import { findHeader } from '../find-header.ts';
import type { JudgedMail } from '../judged-mail.ts';
import type { AutomaticJudgement, AutomaticKind } from './automatic-kind.ts';
import { detectReport } from './detect-report.ts';
import { generatedHeaders } from './generated-headers.ts';
import { hasBounceLayout } from './has-bounce-layout.ts';
import { judgeSender } from './judge-sender.ts';
import { listRobotHeaders } from './list-robot-headers.ts';
import { matchSubject } from './match-subject.ts';
import { matchVendorNotice } from './match-vendor-notice.ts';
import { readAutoSubmitted } from './read-auto-submitted.ts';
import { type RobotHeader, replyRobotHeaders } from './reply-robot-headers.ts';

/** Exchange puts these on its absence notes, but also on mail of people and of redirecting rules. */
const exchangeHeaders = ['x-auto-response-suppress', 'x-ms-exchange-inbox-rules-loop'] as const;

/** The codes of those headers that the mail carries with a telling value. */
function matchHeaders(mail: JudgedMail, known: readonly RobotHeader[]): string[] {
  return known
    .filter(({ name, value }) => {
      const given = findHeader(mail, name);
      return given !== null && (value === undefined || value.test(given));
    })
    .map(({ code }) => code);
}

/**
 * Tells mail of machines from mail of people (RFC 3834, RFC 3464, RFC 5965, RFC 8098 and what came before them). The
 * price of the two errors differs: a robot taken for a person answers a clock wrongly, a person taken for a robot is
 * not answered at all. So everything rests on headers that people's mail does not carry, or on two weak signs that
 * agree; subjects, `noreply` senders, Precedence: bulk and X-Auto-Response-Suppress prove nothing alone.
 */
export function detectAutomaticMail(mail: JudgedMail): AutomaticJudgement {
  const evidence: string[] = [];
  const report = detectReport(mail);
  const submitted = readAutoSubmitted(mail);
  const sender = judgeSender(mail);
  const hints = matchSubject(mail.subject);
  const isNullSender = /^<?\s*>?$/.test(findHeader(mail, 'return-path') ?? 'absent');
  const replyCodes = matchHeaders(mail, replyRobotHeaders);
  const listCodes = matchHeaders(mail, listRobotHeaders);
  const generatedCodes = matchHeaders(mail, generatedHeaders);
  if (report !== null) evidence.push(report.code);
  if (submitted !== null) evidence.push('auto-submitted');
  if (isNullSender) evidence.push('null-sender');
  evidence.push(...replyCodes, ...listCodes, ...generatedCodes);
  if (sender === 'daemon') evidence.push('mailer-daemon');
  if (findHeader(mail, 'x-failed-recipients') !== null) evidence.push('x-failed-recipients');
  if (hints.automaticReply || hints.absence) evidence.push('subject-vacation');
  if (hints.bounce) evidence.push('subject-bounce');
  const hasLayout = (sender !== 'person' || isNullSender || submitted !== null) && hasBounceLayout(mail);
  if (hasLayout) evidence.push('bounce-layout');
  const vendor = matchVendorNotice(mail);
  if (vendor !== null) evidence.push(vendor.code);
  const isExchangeRule = exchangeHeaders.some((name) => findHeader(mail, name) !== null);
  if (isExchangeRule) evidence.push('exchange-rule');
  const finish = (kind: AutomaticKind): AutomaticJudgement => ({ isAutomatic: true, kind, evidence: [...new Set(evidence)] });

  const hasProof = isNullSender || submitted !== null;
  if (report !== null && (report.isWhole || hasProof || sender !== 'person')) return finish(report.kind);
  if (vendor !== null) return finish(vendor.kind);
  if (evidence.includes('x-failed-recipients') && sender !== 'person') return finish('bounce');
  if (hints.automaticReply && (hasProof || isExchangeRule || replyCodes.length > 0)) return finish('vacation');
  if (hints.absence && (hasProof || replyCodes.length > 0)) return finish('vacation');
  if (replyCodes.some((code) => code.includes('vacation') || code === 'x-apple-action')) return finish('vacation');
  if (listCodes.length > 0) return finish('list-robot');
  if (sender === 'daemon') return finish('bounce');
  if (sender === 'office' && (hasLayout || hints.bounce)) return finish('bounce');
  if (hasProof && (hasLayout || hints.bounce)) return finish('bounce');
  if (submitted === 'auto-replied' || replyCodes.length > 0) return finish('auto-reply');
  if (submitted !== null || generatedCodes.length > 0) return finish('auto-generated');
  if (isNullSender) return finish(findHeader(mail, 'in-reply-to') === null ? 'auto-generated' : 'auto-reply');
  return { isAutomatic: false, kind: null, evidence: [...new Set(evidence)] };
}
