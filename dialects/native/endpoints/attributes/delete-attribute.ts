import { deleteAttribute as remove } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteAttribute = operation({
  id: 'attributes.delete',
  method: 'DELETE',
  path: '/native/v1/attributes/{id}',
  tag: 'Labels',
  summary: 'The attribute goes, with all its values',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
