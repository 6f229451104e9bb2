import type { SecretKey } from '#core/accounts/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { findMailDirectories, setMailDirectory } from './mail-directories.ts';

/** The service account by which a company's Exchange is read. Where its server is stays as it was set; else it is `urlDefault`. */
export async function setExchangeAccount(tx: Tx, act: Act, key: SecretKey, { userName, secret, urlDefault }: { readonly userName: string; readonly secret: string; readonly urlDefault: string }): Promise<void> {
  const settings = (await findMailDirectories(tx, seesAll(act))).find(({ protocol }) => protocol === 'ews')?.settings;
  await setMailDirectory(tx, act, key, 'ews', { settings: { url: settings?.['url'] ?? urlDefault, version: settings?.['version'] ?? 'Exchange2013', userName }, secret });
}
