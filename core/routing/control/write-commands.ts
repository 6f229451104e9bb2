import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { ringBell } from '../bell.ts';
import type { NewControlCommand } from './control-command.ts';

/** Written with what wants them; who waits for them is woken after the commit. */
export async function writeCommands(tx: Tx, act: Act, commands: readonly NewControlCommand[]): Promise<void> {
  if (commands.length === 0) return;
  await tx.run(sql`
    INSERT INTO control_commands (account_id, interaction_id, kind, command, agent_id, data, created_at)
    SELECT ${tx.accountId}::bigint, r."interactionId", r.kind, r.command, r."agentId", r.data, ${act.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(commands)}::jsonb) AS r("interactionId" bigint, kind text, command text, "agentId" bigint, data jsonb)`);
  tx.afterCommit(() => ringBell('control'));
}
