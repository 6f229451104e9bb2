import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Sql, type Tx } from '#storage/index.ts';

export interface Account {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** IANA zone of its local days. */
  readonly zone: string;
}

const columns = sql`id, slug, name, zone`;

/** Every account of this server that is not shut: whom work may be done for. For the server itself (command line, workers): no caller from outside gets this list. */
export async function findAccounts(database: Database): Promise<Account[]> {
  return database.rows(sql<Account>`SELECT ${columns} FROM accounts JOIN open_accounts USING (id) ORDER BY id`);
}

/** Since when each account is there, deleted ones too. For the server's housekeeping. */
export async function findAccountAges(database: Database): Promise<{ id: number; createdAt: string }[]> {
  return database.rows(sql<{ id: number; createdAt: string }>`SELECT id, created_at AS "createdAt" FROM accounts ORDER BY id`);
}

/** By id or by slug; null where there is none. Digits alone mean the id first, a slug of digits only where no account has that id. */
export async function getAccount(database: Pick<Database, 'rows'>, idOrSlug: number | string): Promise<Account | null> {
  if (!/^[a-z0-9-]{1,80}$/.test(String(idOrSlug))) return null;
  const condition: Sql = /^\d{1,15}$/.test(String(idOrSlug))
    ? sql`(id = ${Number(idOrSlug)} OR slug = ${String(idOrSlug)})`
    : sql`slug = ${String(idOrSlug)}`;
  const rows = await database.rows(sql<Account>`SELECT ${columns} FROM accounts WHERE ${condition} AND deleted_at IS NULL ORDER BY id`);
  return rows.find((row) => row.id === Number(idOrSlug)) ?? rows[0] ?? null;
}

/** The account of the transaction, for whoever may see it anyway. */
export async function getOwnAccount(tx: Tx): Promise<Account> {
  return tx.one(sql<Account>`SELECT ${columns} FROM accounts WHERE id = ${tx.accountId}`);
}

/** What an account has set for itself. */
export interface AccountSettings extends Account {
  /** In which this server writes to members. */
  readonly language: 'en' | 'de';
  /** Members who have no second factor. */
  readonly membersWithoutTotp: number;
  /** New mail reopens a closed conversation; false: it begins a new one. */
  readonly reopenClosed: boolean;
  /** How long an answer is held so that it can be taken back. */
  readonly undoSeconds: number;
  /** Sessions without a second factor may do nothing but set one up. */
  readonly requireTotp: boolean;
  readonly createdAt: string;
}

/** Whether sessions without a second factor may only set one up. For the person concerned: no permission is needed. */
export async function isTotpRequired(tx: Tx): Promise<boolean> {
  return (await tx.one(sql<{ required: boolean }>`SELECT require_totp AS required FROM accounts WHERE id = ${tx.accountId}`)).required;
}

export async function getAccountSettings(tx: Tx, act: Act): Promise<AccountSettings> {
  requirePermission(act, 'settings.read');
  const account = await tx.maybe(sql<AccountSettings>`
    SELECT ${columns}, language, (SELECT count(*) FROM memberships m JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL AND u.totp_confirmed_at IS NULL WHERE m.account_id = accounts.id AND m.ended_at IS NULL) AS "membersWithoutTotp",
      reopen_closed AS "reopenClosed", undo_seconds AS "undoSeconds", require_totp AS "requireTotp", created_at AS "createdAt"
    FROM accounts WHERE id = ${tx.accountId} AND deleted_at IS NULL`);
  if (!account) throw notFound('account');
  return account;
}
