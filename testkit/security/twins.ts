import { createToken } from '#core/accounts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

/** The other APIs whose doors are tested, by the beginning of their paths. */
const otherApis = [{ prefix: '/native/', dialect: 'native' }] as const;

/** A token's secret -> the secret of its twin for another API: same person, same scopes, same end. */
const twins = new Map<string, Map<string, string>>();

/** Makes the twins of a token, so that `asFor` can ask every API as the same person. */
export async function makeTwins(tx: Tx, act: Act, secret: string, wish: { userId: number; scopes: readonly string[] | 'all'; expiresAt: string | null }): Promise<void> {
  const made = new Map<string, string>();
  for (const { dialect } of otherApis) made.set(dialect, (await createToken(tx, act, { ...wish, dialect, name: 'twin' })).secret);
  twins.set(secret, made);
}

/** The same headers with the token that opens the API of this path, where there is one. */
export function asFor(path: string, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const api = otherApis.find(({ prefix }) => path.startsWith(prefix));
  const secret = /^Bearer (\S+)$/.exec(headers['authorization'] ?? '')?.[1];
  const twin = api && secret !== undefined ? twins.get(secret)?.get(api.dialect) : undefined;
  return twin === undefined ? headers : { ...headers, authorization: `Bearer ${twin}` };
}
