import { CoreError } from '#core/kernel/index.ts';
import { sql, type Database, type Sql, type Tx } from '#storage/index.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { reserveAccountId } from '../reserve-account-id.ts';
import { isSecretShaped, secretHash } from '../secret.ts';
import { createAccountWithOwner, type SetupInput, type SetupResult } from '../setup-account.ts';

/** As `SetupInput`, with the secret as it came from outside. */
export interface ClaimInput extends SetupInput { readonly secret: unknown; readonly password: string }

/**
 * Claims the server: the first account, its owner, and the end of the claim, in one transaction. `expired` for a wrong, used, replaced or
 * old secret, and wherever there is an account: all alike, checked before anything of the input. Wrong input leaves the claim as it was.
 */
export async function useClaim(database: Database, input: ClaimInput): Promise<SetupResult> {
  const { secret } = input;
  if (!isSecretShaped(secret)) throw expired();
  const hash = secretHash(secret);
  if ((await database.rows(usable(hash, input.now))).length === 0) throw expired(); // nobody makes us hash with a wrong one
  const passwordHash = await hashPassword(input.password, input.email);
  const accountId = await reserveAccountId(database);
  return database.withAccount(accountId, async (tx) => {
    await consume(tx, hash, input.now);
    return createAccountWithOwner(tx, { ...input, passwordHash, source: 'claim' });
  });
}

/** Whether a link would still do; for the page behind it. */
export async function isClaimUsable(database: Database, { secret, now }: { secret: unknown; now: string }): Promise<boolean> {
  return isSecretShaped(secret) && (await database.rows(usable(secretHash(secret), now))).length > 0;
}

const usable = (hash: Buffer, now: string): Sql<object> => sql<object>`
  SELECT FROM claims
  WHERE token_hash = ${hash} AND used_at IS NULL AND expires_at > ${now}::timestamptz AND NOT EXISTS (SELECT FROM accounts)`;

/**
 * Takes the claim by its row: a second use at the same moment waits for the first and finds it used. An account that is being made by
 * another way deletes unused claims before its own row (`createAccount`), so here, too, one waits for the other.
 */
async function consume(tx: Tx, hash: Buffer, now: string): Promise<void> {
  const taken = await tx.run(sql`
    UPDATE claims SET used_at = ${now} WHERE token_hash = ${hash} AND used_at IS NULL AND expires_at > ${now}::timestamptz`);
  const { has } = await tx.one(sql<{ has: boolean }>`SELECT EXISTS (SELECT FROM accounts) AS has`);
  if (taken === 0 || has) throw expired();
}

function expired(): CoreError {
  return new CoreError('expired', 'This link is not valid, was used already, or its time is over. Start the server again for a new one.', { key: 'link-gone' });
}
