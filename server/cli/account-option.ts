import { findAccounts } from '#core/accounts/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { usage } from './command.ts';

/** The account that --account names, by number or slug. */
export async function accountOption(database: Database, value: string | undefined, command: string): Promise<{ id: number; slug: string; zone: string }> {
  if (value === undefined || value === '') throw usage(command, 'Name the account with --account ID.');
  const accounts = await findAccounts(database);
  const found = accounts.find((account) => String(account.id) === value || account.slug === value);
  if (found) return found;
  throw new CoreError('not-found', accounts.length === 0
    ? 'There is no account yet. Make one with: patchbay setup'
    : `There is no account "${value}". There is: ${accounts.slice(0, 10).map((account) => `${account.id} (${account.slug})`).join(', ')}.`);
}
