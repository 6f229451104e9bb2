import { invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { ensureLabels, findLabels, labelNorm } from '#core/labels/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { labelConversation } from './label-conversations.ts';

const labelsMax = 100;

/**
 * Makes exactly these labels the conversation's. Names that are not there yet are made where the actor may make labels, else they are
 * `invalid` and nothing changes.
 */
export async function setConversationLabels(tx: Tx, act: Act, id: number, names: readonly string[]): Promise<void> {
  requirePermission(act, 'conversations.label');
  if (names.length > labelsMax) throw invalid('labels', `must be at most ${labelsMax}`, 'too-many-items', { max: labelsMax });
  const byNorm = new Map((await findLabels(tx, seesAll(act))).map((label) => [labelNorm(label.name), label.id]));
  const unknown = names.filter((name) => !byNorm.has(labelNorm(name)));
  if (unknown.length > 0) {
    const mayMake = act.actor.permissions === 'all' || act.actor.permissions.has('labels.write');
    if (!mayMake) throw invalid('labels', 'must be labels that are there: making new ones needs the permission labels.write', 'labels-unknown');
    for (const [norm, labelId] of await ensureLabels(tx, act, unknown)) byNorm.set(norm, labelId);
  }
  const wanted = [...new Set(names.map((name) => byNorm.get(labelNorm(name))!))];
  await labelConversation(tx, act, id, { add: wanted });
  const present = await tx.rows(sql<{ id: number }>`
    SELECT label_id AS id FROM conversation_labels WHERE account_id = ${tx.accountId}
      AND conversation_id = (SELECT coalesce(merged_into, id) FROM conversations WHERE account_id = ${tx.accountId} AND id = ${id})`);
  await labelConversation(tx, act, id, { remove: present.map((row) => row.id).filter((labelId) => !wanted.includes(labelId)) });
}
