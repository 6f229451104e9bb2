import { Type } from '@sinclair/typebox';
import { removeContactPoint, resolveContactId } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { Empty, Id } from '../../schemas/shared.ts';

export const removePoint = operation({
  id: 'contacts.removePoint',
  method: 'DELETE',
  path: '/native/v1/contacts/{id}/points/{pointId}',
  tag: 'Contacts',
  summary: 'Takes a point from a contact',
  params: Type.Object({ id: Id, pointId: Id }),
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change(async (tx) => removeContactPoint(tx, act, await resolveContactId(tx, params.id), params.pointId));
    return null;
  },
});
