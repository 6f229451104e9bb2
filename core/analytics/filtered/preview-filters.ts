import { requirePermission, type Act } from '#core/kernel/index.ts';
import { draftedFilters, judgeMail, loadMailFilters, type FiltersDraft, type LeftOut, type MailFilters } from '#core/mail-filters/index.ts';
import type { Tx } from '#storage/index.ts';
import { loadFilteredTexts } from '../projection/load-filtered-texts.ts';
import { loadJudgedMails, type JudgedMail } from './load-judged-mails.ts';

export const previewDays = 90;
const mailsMax = 20_000;
const examplesMax = 10;

export interface FilterExample {
  readonly messageId: number;
  readonly conversationId: number;
  readonly at: string;
  readonly sender: string;
  readonly subject: string;
  readonly becomes: 'left-out' | 'counted';
  /** What would leave it out; null where it would count. */
  readonly because: LeftOut['because'] | null;
}

/** What a change of the filters would do to the mails of the last 90 days. */
export interface FiltersEffect {
  readonly days: number;
  /** How many were judged, and whether there are no more. */
  readonly judged: { readonly mails: number; readonly isAll: boolean };
  readonly before: LeftOutCount;
  readonly after: LeftOutCount;
  /** Mails that would be left out and count today, and the other way round. */
  readonly newlyLeftOut: number;
  readonly countedAgain: number;
  /** The newest ten of those. */
  readonly examples: readonly FilterExample[];
}

/** Mails that are left out, and conversations of which nothing counts. */
export interface LeftOutCount { readonly mails: number; readonly conversations: number }

const none: MailFilters = { countsListedOnly: false, domains: new Map(), addresses: new Map(), groups: [] };

/** Judges by the filters as they are and as they would be. Stores nothing. `invalid` as saving would be. */
export async function previewFilters(tx: Tx, act: Act, draft: FiltersDraft): Promise<FiltersEffect> {
  requirePermission(act, 'settings.read');
  requirePermission(act, 'conversations.read');
  const since = new Date(Date.parse(act.now) - previewDays * 24 * 60 * 60 * 1_000).toISOString();
  const mails = await loadJudgedMails(tx, since, mailsMax + 1);
  const isAll = mails.length <= mailsMax;
  const looked = mails.slice(0, mailsMax);
  const present = await loadMailFilters(tx, () => looked.flatMap(({ sender, recipients }) => [sender, ...recipients])) ?? none;
  const wanted = draftedFilters(present, draft);
  const textOf = await loadFilteredTexts(tx, { ...wanted, groups: [...present.groups, ...wanted.groups] }, [...new Set(looked.map((mail) => mail.conversation_id))]);
  const judged = looked.map((mail) => {
    const whole = { ...mail, labels: textOf(mail).labels };
    return { mail, before: judgeMail(present, whole), after: judgeMail(wanted, whole) };
  });
  const changed = judged.filter(({ before, after }) => (before === null) !== (after === null));
  return {
    days: previewDays, judged: { mails: looked.length, isAll }, before: count(judged, 'before'), after: count(judged, 'after'),
    newlyLeftOut: changed.filter(({ after }) => after !== null).length, countedAgain: changed.filter(({ after }) => after === null).length,
    examples: changed.slice(0, examplesMax).map(({ mail, after }) => ({
      messageId: mail.id, conversationId: mail.conversation_id, at: mail.at, sender: mail.sender.address, subject: mail.subject, becomes: after === null ? 'counted' : 'left-out', because: after?.because ?? null,
    })),
  };
}

function count(judged: readonly { readonly mail: JudgedMail; readonly before: LeftOut | null; readonly after: LeftOut | null }[], when: 'before' | 'after'): LeftOutCount {
  const left = judged.filter((each) => each[when] !== null);
  const counting = new Set(judged.filter((each) => each[when] === null).map(({ mail }) => mail.conversation_id));
  return { mails: left.length, conversations: new Set(left.map(({ mail }) => mail.conversation_id).filter((id) => !counting.has(id))).size };
}
