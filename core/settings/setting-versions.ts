import { requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { SettingBodies, SettingKind } from './setting-kinds.ts';

export interface SettingVersion<Body> {
  readonly version: number;
  /** Epoch milliseconds; null: from the beginning of time. */
  readonly validFromMs: number | null;
  readonly body: Body;
}

/** All versions of a setting, oldest first. */
export async function getSettingVersions<Kind extends SettingKind>(tx: Tx, kind: Kind): Promise<SettingVersion<SettingBodies[Kind]>[]> {
  const rows = await tx.rows(sql<{ version: number; valid_from: string | null; body: SettingBodies[Kind] }>`
    SELECT version, valid_from, body FROM setting_versions WHERE account_id = ${tx.accountId} AND kind = ${kind} ORDER BY version`);
  return rows.map((row) => ({ version: row.version, validFromMs: row.valid_from === null ? null : Date.parse(row.valid_from), body: row.body }));
}

/** The body in force at an instant, or null where nothing was set then. */
export function settingAt<Body>(versions: readonly SettingVersion<Body>[], atMs: number): Body | null {
  let found: Body | null = null;
  for (const version of versions) if (version.validFromMs === null || version.validFromMs <= atMs) found = version.body;
  return found;
}

/** Makes those who change a setting of the account take turns; whoever reads a setting to change it locks first. */
export async function lockSettings(tx: Tx): Promise<void> {
  await tx.rows(sql<object>`SELECT id FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
}

/**
 * Adds a version. The first one holds from the beginning (nobody chose what was before it); later ones from now, unless
 * `fromBeginning`: then the past is judged anew by today's rule, which is an explicit, audited act. Leave is the exception: its body is
 * a list of dates, and the newest list counts for all time.
 */
export async function setSetting<Kind extends SettingKind>(
  tx: Tx, act: Act, kind: Kind, body: SettingBodies[Kind], { fromBeginning = false }: { fromBeginning?: boolean } = {},
): Promise<number> {
  requirePermission(act, 'settings.write');
  await lockSettings(tx);
  const last = await tx.maybe(sql<{ version: number }>`
    SELECT version FROM setting_versions WHERE account_id = ${tx.accountId} AND kind = ${kind} ORDER BY version DESC LIMIT 1`);
  const version = (last?.version ?? 0) + 1;
  const recompute = version === 1 || fromBeginning;
  await tx.run(sql`
    INSERT INTO setting_versions (account_id, kind, version, valid_from, body, created_at, created_by)
    VALUES (${tx.accountId}, ${kind}, ${version}, ${recompute ? null : act.now}::timestamptz, ${JSON.stringify(body)}::jsonb, ${act.now}, ${act.actor.id})`);
  // Leave is a list of dates: the newest version says all of it, for all time.
  const range = recompute || kind === 'leave' ? { recompute: true } : { recompute: false, fromMs: Date.parse(act.now) };
  await appendEvents(tx, act, [{ type: 'settings.changed', data: { kind, version, ...range } }]);
  await writeAudit(tx, act, { action: 'settings.changed', targetKind: kind, targetId: version, detail: { body, recompute } });
  return version;
}
