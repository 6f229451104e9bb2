import { firstName, lastName, type TextValues } from '#core/canned-responses/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { RuleFacts } from './judge-conditions.ts';

/** What fills the variables of a text. The agent is who acts, else whose the conversation is. */
export async function textValuesOf(tx: Tx, act: Act, { conversation, contact }: Pick<RuleFacts, 'conversation' | 'contact'>): Promise<TextValues> {
  const row = await tx.one(sql<{ account: string; channel: string | null; agent: string | null }>`
    SELECT a.name AS account, (SELECT ch.name FROM channels ch WHERE ch.account_id = a.id AND ch.id = ${conversation.channelId}) AS channel,
      (SELECT g.name FROM agents g WHERE g.account_id = a.id AND ${act.actor.kind === 'user' ? sql`g.user_id = ${act.actor.id}::bigint` : sql`g.id = ${conversation.assigneeId}::bigint`}) AS agent
    FROM accounts a WHERE a.id = ${tx.accountId}`);
  return {
    'contact.name': contact?.name ?? '', 'contact.first-name': firstName(contact?.name ?? ''), 'contact.last-name': lastName(contact?.name ?? ''), 'contact.email': contact?.emails[0] ?? '', 'contact.phone': contact?.phones[0] ?? '',
    'conversation.id': String(conversation.id), 'conversation.subject': conversation.subject, 'agent.name': row.agent ?? '', 'agent.first-name': firstName(row.agent ?? ''),
    'channel.name': row.channel ?? '', 'account.name': row.account,
  };
}
