import { explainCall as explain } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { renderExplanation } from '../../render/queue.ts';
import { CallExplanation, CallQuestion } from '../../schemas/queues.ts';

export const explainCall = operation({
  id: 'queues.preview',
  method: 'POST',
  path: '/native/v1/queues/preview',
  tag: 'Queues',
  summary: 'What a caller would get now, or at `at`, and why: by a menu and a language, or by a queue. Changes nothing',
  body: CallQuestion,
  response: CallExplanation,
  handle: async ({ act, snapshot, body }) => renderExplanation(await snapshot((tx) => explain(tx, act, body))),
});
