import { sql, type Tx } from '#storage/index.ts';
import type { LogAddress, MessageLogRow } from './log-rows.ts';

type Role = 'from' | 'to' | 'cc' | 'bcc' | 'reply-to';
interface PartyRow extends LogAddress { readonly messageId: number; readonly role: Role }

/** Who stands in the headers of these messages, each role in the order of the header. */
export async function loadParticipants(
  tx: Tx, messageIds: readonly number[],
): Promise<(messageId: number) => Pick<MessageLogRow, 'from' | 'replyTo' | 'to' | 'cc' | 'bcc'>> {
  const rows = await tx.rows(sql<PartyRow>`
    SELECT p.message_id AS "messageId", p.role, p.name, a.address, a.domain
    FROM message_parties p JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
    WHERE p.account_id = ${tx.accountId} AND p.message_id = ANY(${[...messageIds]}::bigint[]) ORDER BY p.message_id, p.ordinal`);
  const byMessage = Map.groupBy(rows, (row) => row.messageId);
  return (messageId) => {
    const parties = byMessage.get(messageId) ?? [];
    const of = (role: Role) => parties.filter((row) => row.role === role).map(({ name, address, domain }) => ({ name, address, domain }));
    return { from: of('from'), replyTo: of('reply-to'), to: of('to'), cc: of('cc'), bcc: of('bcc') };
  };
}
