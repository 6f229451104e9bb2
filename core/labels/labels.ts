import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface Label { readonly id: number; readonly name: string; readonly colour: string | null; readonly createdAt: string }

const columns = sql`id, name, colour, created_at AS "createdAt"`;
const lengthMax = 100;

/** How two names are compared. */
export function labelNorm(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/** All labels of the account, by name. */
export async function findLabels(tx: Tx, act: Act): Promise<Label[]> {
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<Label>`SELECT ${columns} FROM labels WHERE account_id = ${tx.accountId} ORDER BY name_norm`);
}

export async function getLabel(tx: Tx, act: Act, labelId: number): Promise<Label> {
  requirePermission(act, 'conversations.read');
  const label = await tx.maybe(sql<Label>`SELECT ${columns} FROM labels WHERE account_id = ${tx.accountId} AND id = ${labelId}`);
  if (!label) throw notFound('label');
  return label;
}

/**
 * The labels of these names, made where they are not there; keys are comparable names (`labelNorm`). Two at once agree by the unique key;
 * rows are taken in order of name, so that two batches cannot lock each other.
 */
export async function ensureLabels(tx: Tx, act: Act, names: readonly string[]): Promise<Map<string, number>> {
  requirePermission(act, 'labels.write');
  const wanted = new Map<string, string>();
  for (const name of names) {
    const checked = checkName('label', name, lengthMax);
    if (!wanted.has(labelNorm(checked))) wanted.set(labelNorm(checked), checked);
  }
  const found = await idsByNorm(tx, [...wanted.keys()]);
  const missing = [...wanted].filter(([norm]) => !found.has(norm)).map(([norm, name]) => ({ norm, name }));
  if (missing.length === 0) return found;
  const made = await tx.rows(sql<{ norm: string; id: number }>`
    INSERT INTO labels (account_id, name, name_norm, created_at)
    SELECT ${tx.accountId}::bigint, r.name, r.norm, ${act.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) AS r(norm text, name text) ORDER BY r.norm
    ON CONFLICT (account_id, name_norm) DO NOTHING RETURNING name_norm AS norm, id`);
  if (made.length > 0) await writeAudit(tx, act, { action: 'labels.created', detail: { labelIds: made.map((row) => row.id) } });
  return idsByNorm(tx, [...wanted.keys()]);
}

/** A new label. `conflict` where one is called so. */
export async function createLabel(tx: Tx, act: Act, input: { name: string; colour?: string | null }): Promise<Label> {
  requirePermission(act, 'labels.write');
  const name = checkName('name', input.name, lengthMax);
  checkColour(input.colour);
  const label = await tx.maybe(sql<Label>`
    INSERT INTO labels (account_id, name, name_norm, colour, created_at) VALUES (${tx.accountId}, ${name}, ${labelNorm(name)}, ${input.colour ?? null}, ${act.now})
    ON CONFLICT (account_id, name_norm) DO NOTHING RETURNING ${columns}`);
  if (!label) throw new CoreError('conflict', 'There is a label of this name.', { key: 'label-taken' });
  await writeAudit(tx, act, { action: 'labels.created', detail: { labelIds: [label.id] } });
  return label;
}

/** Another name or colour (#rrggbb, null: none); what is not named stays. `conflict` where another label is called so. */
export async function changeLabel(tx: Tx, act: Act, labelId: number, change: { name?: string; colour?: string | null }): Promise<void> {
  requirePermission(act, 'labels.write');
  const name = change.name === undefined ? null : checkName('name', change.name, lengthMax);
  checkColour(change.colour);
  const taken = name === null ? undefined : (await idsByNorm(tx, [labelNorm(name)])).get(labelNorm(name));
  if (taken !== undefined && taken !== labelId) throw new CoreError('conflict', 'There is a label of this name.', { key: 'label-taken' });
  const changed = await tx.run(sql`
    UPDATE labels SET name = coalesce(${name}, name), name_norm = coalesce(${name === null ? null : labelNorm(name)}, name_norm),
      colour = CASE WHEN ${change.colour === undefined}::boolean THEN colour ELSE ${change.colour ?? null} END
    WHERE account_id = ${tx.accountId} AND id = ${labelId}`).catch(nameTaken);
  if (changed === 0) throw notFound('label');
  if (name !== null) await appendEvents(tx, act, [{ type: 'label.renamed', data: { labelId } }]);
  await writeAudit(tx, act, { action: 'label.changed', targetKind: 'label', targetId: labelId, detail: { fields: Object.keys(change) } });
}

/** `conflict` while a conversation or message bears it. */
export async function deleteLabel(tx: Tx, act: Act, labelId: number): Promise<void> {
  requirePermission(act, 'labels.write');
  const deleted = await tx.run(sql`DELETE FROM labels WHERE account_id = ${tx.accountId} AND id = ${labelId}`).catch(inUse);
  if (deleted === 0) throw notFound('label');
  await writeAudit(tx, act, { action: 'label.deleted', targetKind: 'label', targetId: labelId });
}

async function idsByNorm(tx: Tx, norms: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows(sql<{ norm: string; id: number }>`
    SELECT name_norm AS norm, id FROM labels WHERE account_id = ${tx.accountId} AND name_norm = ANY(${[...norms]}::text[])`);
  return new Map(rows.map((row) => [row.norm, row.id]));
}

function nameTaken(error: unknown): never {
  throw (error as { code?: unknown }).code === '23505' ? new CoreError('conflict', 'There is a label of this name.', { key: 'label-taken' }) : error;
}

function inUse(error: unknown): never {
  throw (error as { code?: unknown }).code === '23503' ? new CoreError('conflict', 'This label is in use.', { key: 'label-in-use' }) : error;
}

function checkColour(colour: string | null | undefined): void {
  if (typeof colour === 'string' && !/^#[0-9a-f]{6}$/i.test(colour)) throw invalid('colour', 'is not a colour such as #1f93ff', 'no-colour');
}
