import { isStorable } from '#core/accounts/index.ts';
import { isMailAddress, normaliseAddress } from '#core/kernel/index.ts';

export interface SeenAddress { readonly address: string; /** As it stood beside the address; may be empty. */ readonly name: string }

/**
 * Normalised addresses with the first name that is not empty, else the address. Left out: what is no address, and what PostgreSQL cannot
 * hold (NUL and other controls, lone surrogates); a name loses such characters.
 */
export function distinctAddresses(seen: readonly SeenAddress[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { address, name } of seen) {
    const key = normaliseAddress(address);
    if (!isMailAddress(key) || !isStorable(key)) continue;
    const cleanName = name.toWellFormed().replace(/\p{Cc}+/gu, ' ').trim().slice(0, 500).toWellFormed(); // the cut may halve a character
    if (!names.get(key)) names.set(key, cleanName);
  }
  for (const [address, name] of names) if (name === '') names.set(address, address);
  return names;
}
