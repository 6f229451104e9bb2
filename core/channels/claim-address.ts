import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * Makes the account the one that takes the mail of an address and of all its plus parts. `conflict` where another account of this server has it:
 * who that is stays untold. Locked until commit. The address of a list is nobody's: several may read it, and what a server hands over goes to the first.
 */
export async function claimAddress(tx: Tx, address: string, { isList }: { readonly isList: boolean }): Promise<void> {
  const { isOurs } = await tx.one(sql<{ isOurs: boolean }>`SELECT claim_address(${tx.accountId}, ${bareAddress(address)}, NULL) AS "isOurs"`);
  if (!isOurs && !isList) {
    throw new CoreError('conflict', 'This address is in use elsewhere on this server. Use another one, or ask whoever runs the server to have it given up (remove the alias, or disable the channel).', { key: 'address-elsewhere', reason: 'address-taken' });
  }
}

/** Without its plus part (RFC 5233); an address that would be nothing but one stays as it is. */
export function bareAddress(address: string): string {
  return address.replace(/^([^@+]+)\+[^@]*(?=@)/, '$1');
}
