import { deleteMacro as remove } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteMacro = operation({
  id: 'macros.delete', method: 'DELETE', path: '/native/v1/macros/{id}', tag: 'Macros', summary: 'Deletes a macro',
  status: 204, params: IdParams, response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
