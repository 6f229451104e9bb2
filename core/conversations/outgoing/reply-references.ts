import type { AnsweredMail } from './find-answered.ts';

/** Ids that a References header of ours holds at most: the first (the root) and the newest. */
const referencesMax = 30;

/**
 * In-Reply-To and References of an answer (RFC 5322 3.6.4): the parent's References, or its only In-Reply-To where it has none, then the
 * parent. Ids that could not stand in a header as they are (others wrote them) are left out.
 */
export function replyReferences(parent: AnsweredMail | null): { inReplyTo: string[]; references: string[] } {
  if (parent === null) return { inReplyTo: [], references: [] };
  const own = parent.mailId !== null && isWritableMailId(parent.mailId) ? [parent.mailId] : [];
  const before = parent.refs.length > 0 ? parent.refs : parent.inReplyTo.length === 1 ? parent.inReplyTo : [];
  const all = [...new Set([...before.filter(isWritableMailId).filter((id) => id !== own[0]), ...own])];
  const references = all.length <= referencesMax ? all : [all[0]!, ...all.slice(1 - referencesMax)];
  return { inReplyTo: own, references };
}

/** `sha256:` marks the digest of a monster (`mailKey`), not an id. */
export function isWritableMailId(id: string): boolean {
  return /^[!-;=?-~]{1,250}$/.test(id) && !id.startsWith('sha256:');
}
