/** Addresses to compare, as the mail gives them; case and surrounding blanks do not matter. */
export type ReplyFacts = {
  /** Everyone the answer is addressed to: To and Cc. */
  readonly recipients: readonly string[];
  /** Everyone the answered mail was addressed to: To and Cc. */
  readonly parentRecipients: readonly string[];
  /** The true sender of the answered mail, seen through list rewriting. */
  readonly parentSender: string;
  /** Our own addresses and the one the answer is sent from; they need no copy. */
  readonly ourAddresses: readonly string[];
};

function normalise(address: string): string {
  return address.trim().toLowerCase();
}

/**
 * Whether an answer went to everyone who got the answered mail, or to fewer. `reply-all` needs at least one recipient
 * besides the replier, us and the parent's sender, and all of those still addressed; whoever was added or whether the
 * sender was kept does not matter. An answer to some of them is a plain reply.
 */
export function describeReply(facts: ReplyFacts): 'reply' | 'reply-all' {
  const spared = new Set([...facts.ourAddresses, facts.parentSender].map(normalise));
  const others = new Set(facts.parentRecipients.map(normalise).filter((address) => address !== '' && !spared.has(address)));
  const addressed = new Set(facts.recipients.map(normalise));
  return others.size > 0 && [...others].every((address) => addressed.has(address)) ? 'reply-all' : 'reply';
}
