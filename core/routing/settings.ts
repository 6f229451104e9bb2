import { writeAudit } from '#core/audit/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { RoutingSettings } from './engine/store.ts';

/** Until the account sets its own. */
export const defaultRoutingSettings: RoutingSettings = { connectSeconds: 60, chatSilenceSeconds: null };

const connect = { min: 5, max: 600 };
const silence = { min: 30, max: 604_800 };

/** For routing itself: asks for no permission. */
export async function loadRoutingSettings(tx: Tx): Promise<RoutingSettings> {
  const row = await tx.maybe(sql<RoutingSettings>`
    SELECT connect_seconds AS "connectSeconds", chat_silence_seconds AS "chatSilenceSeconds" FROM routing_settings WHERE account_id = ${tx.accountId}`);
  return row ?? defaultRoutingSettings;
}

export async function getRoutingSettings(tx: Tx, act: Act): Promise<RoutingSettings> {
  requirePermission(act, 'queues.read');
  return loadRoutingSettings(tx);
}

/** What is not named stays. Holds for what begins to wait or to connect from now on. */
export async function changeRoutingSettings(tx: Tx, act: Act, change: Partial<RoutingSettings>): Promise<RoutingSettings> {
  requirePermission(act, 'queues.write');
  const after = { ...await loadRoutingSettings(tx), ...change };
  if (!within(after.connectSeconds, connect)) throw invalid('connectSeconds', `must be from ${connect.min} to ${connect.max}`, 'out-of-range', connect);
  if (after.chatSilenceSeconds !== null && !within(after.chatSilenceSeconds, silence)) throw invalid('chatSilenceSeconds', `must be from ${silence.min} to ${silence.max}, or null`, 'out-of-range', silence);
  await tx.run(sql`
    INSERT INTO routing_settings (account_id, connect_seconds, chat_silence_seconds) VALUES (${tx.accountId}, ${after.connectSeconds}, ${after.chatSilenceSeconds})
    ON CONFLICT (account_id) DO UPDATE SET connect_seconds = excluded.connect_seconds, chat_silence_seconds = excluded.chat_silence_seconds`);
  await writeAudit(tx, act, { action: 'settings.changed', targetKind: 'routing', targetId: tx.accountId, detail: { ...after } });
  return after;
}

function within(value: number, { min, max }: { min: number; max: number }): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}
