import { removeUploads } from '#core/files/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteUpload: Operation = operation({
  id: 'uploads.delete',
  method: 'DELETE',
  path: '/native/v1/uploads/{id}',
  tag: 'Files',
  summary: 'Forget an upload of one\'s own.',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, params, change }) {
    await change((tx) => removeUploads(tx, act, [params.id]));
    return null;
  },
});
