/** A conversation as the choice sees it; grows while a batch is placed. */
export interface Candidate {
  readonly id: number;
  readonly isList: boolean;
  readonly kind: 'held' | 'new';
  counterpart: string | null;
  readonly participants: Set<string>;
  life: string;
  /** Epoch milliseconds of its newest message. */
  lastAtMs: number;
  baseSubject: string;
}

export interface PlacedMail {
  readonly atMs: number;
  readonly isOutgoing: boolean;
  readonly sender: string;
  /** Recipients that are neither ours nor the channel's own address. */
  readonly outsideRecipients: readonly string[];
  readonly baseSubject: string;
  readonly hasReplyPrefix: boolean;
}

export interface ChoiceRules {
  readonly isList: boolean;
  readonly reopenClosed: boolean;
}

export type Choice =
  | { readonly join: Candidate; readonly because: 'header' | 'subject' }
  | { readonly open: true; readonly linkedTo: number | null };

export const subjectJoinDays = 30;

/**
 * Where a mail belongs, given the conversations of its mail thread (`inThread`, oldest first) and those its subject could join.
 *
 * List mode: one conversation per thread. Otherwise one counterpart per conversation: an outside sender who was not among the
 * participants so far opens a linked conversation instead of reading a stranger's. A deleted one takes no mail; one that is spam takes it and
 * stays spam.
 */
export function chooseConversation(mail: PlacedMail, inThread: readonly Candidate[], bySubject: readonly Candidate[], rules: ChoiceRules): Choice {
  const open = inThread.filter((candidate) => takesMail(candidate, mail, rules));
  const join = rules.isList ? (open.find((candidate) => candidate.isList) ?? open[0]) : sameCounterpart(mail, open);
  if (join) return { join, because: 'header' };
  if (inThread.length > 0) return { open: true, linkedTo: inThread[0]!.id };
  const subject = bySubject.find((candidate) => joinsBySubject(mail, candidate) && takesMail(candidate, mail, rules));
  return subject ? { join: subject, because: 'subject' } : { open: true, linkedTo: null };
}

function takesMail(candidate: Candidate, mail: PlacedMail, rules: ChoiceRules): boolean {
  if (candidate.life === 'deleted') return false;
  return rules.reopenClosed || candidate.life !== 'closed' || mail.atMs <= candidate.lastAtMs;
}

function sameCounterpart(mail: PlacedMail, candidates: readonly Candidate[]): Candidate | undefined {
  if (!mail.isOutgoing) return candidates.find((candidate) => candidate.counterpart === mail.sender || candidate.participants.has(mail.sender));
  const named = candidates.find((candidate) => candidate.counterpart !== null && mail.outsideRecipients.includes(candidate.counterpart));
  const shared = candidates.find((candidate) => mail.outsideRecipients.some((address) => candidate.participants.has(address)));
  return named ?? shared ?? candidates[0]; // an answer or a forward of ours stays in the conversation it was written in
}

/** Subject alone joins: a reply prefix, no known parent (the caller asks only then), the same counterpart, within 30 days. */
function joinsBySubject(mail: PlacedMail, candidate: Candidate): boolean {
  if (!mail.hasReplyPrefix || mail.baseSubject === '' || candidate.baseSubject !== mail.baseSubject) return false;
  if (Math.abs(mail.atMs - candidate.lastAtMs) > subjectJoinDays * 86_400_000) return false;
  if (candidate.counterpart === null) return false;
  return mail.isOutgoing ? mail.outsideRecipients.includes(candidate.counterpart) : candidate.counterpart === mail.sender;
}
