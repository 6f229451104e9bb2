import { getAssignmentReason } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { Assignment } from '../../schemas/automation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getAssignment = operation({
  id: 'conversations.getAssignment', method: 'GET', path: '/native/v1/conversations/{id}/assignment', tag: 'Conversations', summary: 'Why it was given by itself to whom it was given last: who could have had it, with his load and his last turn',
  params: IdParams, response: Assignment,
  async handle({ act, snapshot, params: { id } }) {
    const reason = await snapshot((tx) => getAssignmentReason(tx, act, id));
    return { reason: reason && { ...reason, candidates: reason.candidates.map((one) => ({ ...one })) } };
  },
});
