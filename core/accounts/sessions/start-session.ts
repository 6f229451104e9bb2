import { CoreError, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { getMember } from '../members/get-member.ts';
import { isSecretShaped, newSecret, secretHash } from '../secret.ts';
import { absoluteDays } from './session-life.ts';

export type SessionMethod = 'password' | 'totp' | 'recovery-code' | 'sso' | 'claim';

export interface SessionInput {
  readonly userId: number;
  readonly accountId: number;
  /** How the user showed who he is, just now. */
  readonly methods: readonly SessionMethod[];
  readonly now: string;
  /** When, where that was before: a person who changes over to another account did not show it anew. Default: now. */
  readonly authenticatedAt?: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** The secret the browser held before: that session ends, whoever's it was. A browser never keeps a secret over a sign-in. */
  readonly previousSession?: unknown;
}

export interface NewSession { readonly id: number; /** Shown this once: only its sha256 is kept. */ readonly secret: string; readonly expiresAt: string }

/**
 * Begins a browser's session in an account, after its user was authenticated. Refuses a session by password alone for a user with a second
 * factor: that door has no way round. `forbidden` for who is not a member.
 */
export async function startSession(database: Database, input: SessionInput): Promise<NewSession> {
  const secret = newSecret();
  const expiresAt = new Date(Date.parse(input.now) + absoluteDays * 86_400_000).toISOString();
  const id = await database.withAccount(input.accountId, async (tx) => {
    const user = await tx.maybe(sql<{ hasTotp: boolean }>`
      SELECT totp_confirmed_at IS NOT NULL AS "hasTotp" FROM users WHERE id = ${input.userId} AND disabled_at IS NULL FOR SHARE`);
    const member = user && await getMember(tx, input.userId);
    if (!user || !member) throw new CoreError('forbidden', 'You are not a member of this account.', { key: 'no-member' });
    if (input.methods.length === 0 || (user.hasTotp && input.methods.every((method) => method === 'password'))) {
      throw new CoreError('unauthenticated', 'A second factor is needed.', { key: 'two-factor-needed' });
    }
    if (isSecretShaped(input.previousSession)) {
      await tx.run(sql`UPDATE sessions SET ended_at = ${input.now} WHERE token_hash = ${secretHash(input.previousSession)} AND ended_at IS NULL`);
    }
    const row = await tx.one(sql<{ id: number }>`
      INSERT INTO sessions (token_hash, user_id, account_id, methods, authenticated_at, created_at, last_seen_at, expires_at, address, user_agent)
      VALUES (${secretHash(secret)}, ${input.userId}, ${input.accountId}, ${[...input.methods]}, ${input.authenticatedAt ?? input.now}, ${input.now}, ${input.now},
              ${expiresAt}, ${input.address}, ${storable(input.userAgent)}) RETURNING id`);
    const act: Act = {
      accountId: input.accountId, actor: { kind: 'user', id: input.userId, permissions: member.permissions }, source: 'sign-in', origin: 'live',
      now: input.now, address: input.address ?? undefined,
    };
    await writeAudit(tx, act, { action: 'session.started', targetKind: 'session', targetId: row.id, detail: { methods: input.methods } });
    return row.id;
  });
  return { id, secret, expiresAt };
}

function storable(text: string | null): string | null {
  return text && text.toWellFormed().replace(/\p{Cc}+/gu, ' ').slice(0, 300);
}
