import { deleteRule as remove } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteRule = operation({
  id: 'rules.delete', method: 'DELETE', path: '/native/v1/rules/{id}', tag: 'Automation', summary: 'Deletes a rule; the log keeps what it did',
  status: 204, params: IdParams, response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
