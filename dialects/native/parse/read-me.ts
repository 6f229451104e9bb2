import { countRecoveryCodes, getMemberRow } from '#core/accounts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { readingBack } from './reading-back.ts';
import type { Me } from '../schemas/me.ts';

/** The caller as a member of this account: whoever is signed in may see oneself. */
export async function readMe(tx: Tx, act: Act, userId: number): Promise<Me> {
  const { id, email, name, zone, role, agentId, hasPassword, hasTotp } = await getMemberRow(tx, readingBack(act), userId);
  return { id, email, name, zone, role, agentId, hasPassword, hasTwoFactor: hasTotp, recoveryCodesLeft: await countRecoveryCodes(tx, userId) };
}
