import type { VisitorScope } from '#core/channels/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lookedAtMax } from '../rules/rule-condition.ts';
import type { RuleFacts } from './judge-conditions.ts';
import { readDefinitionsById } from './read-definitions.ts';

export interface FactsToLoad {
  readonly conversationId: number;
  readonly messageId: number | null;
}

interface Row {
  readonly conversation: RuleFacts['conversation'];
  readonly contact: RuleFacts['contact'];
  readonly message: RuleFacts['message'];
  readonly visitor: Readonly<Record<string, unknown>> | null;
  readonly attributes: readonly { readonly id: number; readonly text: string; readonly number: number | null }[];
}

/** What rules are judged by; of a merged conversation what it was merged into. Null: it is deleted, or its message is. */
export async function loadFacts(tx: Tx, { conversationId, messageId }: FactsToLoad, visitor: VisitorScope | null): Promise<RuleFacts | null> {
  const row = await tx.maybe(sql<Row>`
    SELECT jsonb_build_object('id', c.id, 'uuid', c.uuid, 'life', c.life, 'handler', c.handler, 'channelId', c.channel_id, 'channelKind', ch.kind, 'priority', c.priority, 'assigneeId', c.assignee_id, 'teamId', c.team_id,
        'contactId', c.contact_id, 'subject', c.subject,
        'labelIds', (SELECT coalesce(jsonb_agg(l.label_id ORDER BY l.label_id), '[]') FROM conversation_labels l WHERE l.account_id = c.account_id AND l.conversation_id = c.id)) AS conversation,
      (SELECT jsonb_build_object('name', k.name,
          'emails', (SELECT coalesce(jsonb_agg(p.value ORDER BY p.id) FILTER (WHERE p.kind = 'email'), '[]') FROM contact_points p WHERE p.account_id = k.account_id AND p.contact_id = k.id),
          'phones', (SELECT coalesce(jsonb_agg(p.value ORDER BY p.id) FILTER (WHERE p.kind = 'phone'), '[]') FROM contact_points p WHERE p.account_id = k.account_id AND p.contact_id = k.id),
          'company', (SELECT o.name FROM companies o WHERE o.account_id = k.account_id AND o.id = k.company_id))
        FROM contacts k WHERE k.account_id = c.account_id AND k.id = c.contact_id AND k.deleted_at IS NULL) AS contact,
      (SELECT jsonb_build_object('id', m.id, 'direction', m.direction, 'text', left(coalesce(b.text, ''), ${lookedAtMax}::integer), 'contentKind', coalesce(x.kind, 'text'))
        FROM messages m LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id LEFT JOIN message_contents x ON x.account_id = m.account_id AND x.message_id = m.id
        WHERE m.account_id = c.account_id AND m.id = ${messageId}::bigint AND m.deleted_at IS NULL) AS message,
      (SELECT e.body -> ${visitor?.key ?? ''}::text FROM extensions e WHERE e.account_id = c.account_id AND e.dialect = ${visitor?.dialect ?? ''} AND e.noun = ${visitor?.noun ?? ''} AND e.core_id = c.id) AS visitor,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.definition_id, 'text', v.value_text, 'number', v.value_number)), '[]')
        FROM attribute_definitions d JOIN attribute_values v ON v.account_id = d.account_id AND v.definition_id = d.id AND v.entity_id = CASE d.entity WHEN 'conversation' THEN c.id ELSE c.contact_id END
        WHERE d.account_id = c.account_id AND d.entity IN ('conversation', 'contact')) AS attributes
    FROM conversations c JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id
    WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${conversationId})`);
  if (!row || (messageId !== null && row.message === null)) return null;
  const text = (key: string): string | null => (typeof row.visitor?.[key] === 'string' ? row.visitor[key] : null);
  return {
    conversation: row.conversation, contact: row.contact, message: row.message,
    visitor: { browserLanguage: text('browser_language'), country: text('country_code'), city: text('city'), referer: text('referer') },
    attributes: new Map(row.attributes.map(({ id, ...value }) => [id, value])),
    definitions: await readDefinitionsById(tx),
  };
}
