import { join } from 'node:path';

/** Path of a blob below the store's directory. Both parts are checked: nothing from outside becomes a path. */
export function fileKey(accountId: number, sha256: string): string {
  const directory = accountKey(accountId);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a sha256 in lower-case hex');
  return join(directory, sha256.slice(0, 2), sha256);
}

/** Directory of an account's blobs below the store's directory. */
export function accountKey(accountId: number): string {
  if (!Number.isSafeInteger(accountId) || accountId <= 0) throw new RangeError(`not an account id: ${accountId}`);
  return String(accountId);
}
