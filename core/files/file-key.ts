import { join } from 'node:path';

/** Path of a blob below the store's directory. Both parts are checked: nothing from outside becomes a path. */
export function fileKey(accountId: number, sha256: string): string {
  if (!Number.isSafeInteger(accountId) || accountId <= 0) throw new RangeError(`not an account id: ${accountId}`);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a sha256 in lower-case hex');
  return join(String(accountId), sha256.slice(0, 2), sha256);
}
