import type { Static } from '@sinclair/typebox';
import type { SecretKey } from '#core/accounts/index.ts';
import { ensureDoor, identityKeyOf, isIdentityProved, noteVisitor, type ContactSource } from '#core/channels/index.ts';
import { identifyContact, identityNeeded, identityWrong } from '#core/conversations/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { keepContactFields } from '../parse/apply-contact.ts';
import type { PublicContactInput } from '../schemas/public.ts';

/** Who somebody is by what he says and proves; a hash that does not fit is refused, and so is an identifier without one where the inbox wants it proved. */
export async function identify(tx: Tx, act: Act, key: SecretKey, channelId: number, sourceId: string | null, input: Static<typeof PublicContactInput>): Promise<ContactSource> {
  const door = await ensureDoor(tx, seesAll(act), channelId);
  const isProved = isProvedBy(key, { accountId: act.accountId, channelId, version: door.identityVersion }, input, door.isIdentityRequired);
  const found = await identifyContact(tx, act, channelId, sourceId, { name: input.name, email: input.email, phone: input.phone_number, identifier: input.identifier, isProved });
  await noteVisitor(tx, act, found, { ...(found.refused.includes('email') && { claimedEmail: input.email ?? null }) });
  await keepContactFields(tx, seesAll(act), found.contactId, { ...(input.avatar_url !== undefined && { avatar_url: input.avatar_url }), ...(input.custom_attributes && { custom_attributes: input.custom_attributes }) });
  return found;
}

function isProvedBy(key: SecretKey, of: { accountId: number; channelId: number; version: number }, { identifier, identifier_hash: hash }: Static<typeof PublicContactInput>, isRequired: boolean): boolean {
  const given = identifier ?? '';
  if (given === '') return false;
  if (typeof hash === 'string' && hash !== '') {
    if (!isIdentityProved(identityKeyOf(key, of), given, hash)) throw identityWrong();
    return true;
  }
  if (isRequired) throw identityNeeded();
  return false;
}
