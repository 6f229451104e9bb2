import { changeContact, setContactPoint, type PointKind } from '#core/contacts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { InvalidInput, type Tx } from '#http/index.ts';
import { keep } from '../kept.ts';
import { httpUrl } from './apply-inbox.ts';
import { mergeCustomAttributes } from './custom-attributes.ts';

export interface ContactFields {
  readonly name?: string | null; readonly email?: string | null; readonly phone_number?: string | null; readonly identifier?: string | null;
  readonly avatar_url?: string | null; readonly custom_attributes?: Record<string, unknown>; readonly additional_attributes?: Record<string, unknown>;
}

/** Each point's field; an empty one takes the point away. */
export function pointsOf(fields: ContactFields): { readonly kind: PointKind; readonly value: string | null }[] {
  const all = [['email', fields.email], ['phone', fields.phone_number], ['external', fields.identifier]] as const;
  return all.flatMap(([kind, value]) => (value === undefined ? [] : [{ kind, value: value === null || value.trim() === '' ? null : value }]));
}

/** A contact needs to be called something: by name, else by where it is reached. */
export function nameOf(fields: ContactFields): string {
  const name = [fields.name, fields.email, fields.phone_number, fields.identifier].find((text) => typeof text === 'string' && text.trim() !== '');
  if (typeof name !== 'string') throw new InvalidInput([{ field: 'name', problem: 'must be given, or an email, phone_number or identifier' }]);
  return name;
}

/** What is not given stays; attributes are merged into those that are there. */
export async function applyContact(tx: Tx, act: Act, id: number, fields: ContactFields): Promise<void> {
  if (typeof fields.name === 'string') await changeContact(tx, act, id, { name: fields.name });
  for (const { kind, value } of pointsOf(fields)) await setContactPoint(tx, act, id, kind, value);
  await keepContactFields(tx, act, id, fields);
}

export async function keepContactFields(tx: Tx, act: Act, id: number, fields: ContactFields): Promise<void> {
  await keep(tx, 'contact', id, {
    ...(fields.avatar_url !== undefined && { avatarUrl: fields.avatar_url === null ? null : httpUrl(fields.avatar_url) }),
    ...(fields.additional_attributes !== undefined && { additionalAttributes: fields.additional_attributes }),
  });
  await mergeCustomAttributes(tx, act, 'contact', id, fields.custom_attributes ?? {});
}
