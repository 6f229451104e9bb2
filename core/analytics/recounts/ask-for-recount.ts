import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { findOpenRecount, getRecount } from './find-recounts.ts';
import type { Recount } from './recount.ts';

/**
 * Asks for the facts of every conversation to be computed anew from what is stored, by the calendars, internal domains, filters, aliases and outliers that hold. The facts projection
 * does it, 500 conversations a step, while reports go on. `conflict` where one of everything is asked for or runs. Needs `settings.write`.
 */
export async function askForRecount(tx: Tx, act: Act): Promise<Recount> {
  requirePermission(act, 'settings.write');
  if (await findOpenRecount(tx) !== null) throw running();
  const made = await tx.maybe(sql<{ id: number }>`
    INSERT INTO fact_recounts (account_id, state, causes, asked_by, asked_at)
    VALUES (${tx.accountId}, 'waiting', '{asked}', ${act.actor.kind === 'user' ? act.actor.id : null}, ${act.now}) ON CONFLICT DO NOTHING RETURNING id`);
  if (!made) throw running();
  await writeAudit(tx, act, { action: 'facts.recount-asked', targetKind: 'recount', targetId: made.id });
  await appendEvents(tx, { ...act, origin: 'rebuild' }, [{ type: 'facts.recount', data: { recountId: made.id } }]);
  return getRecount(tx, seesAll(act), made.id);
}

function running(): Error {
  return new CoreError('conflict', 'The figures are being computed anew already.', { key: 'recount-runs' });
}
