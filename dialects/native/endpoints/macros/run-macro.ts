import { runMacro as run } from '#core/automation/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { renderSteps } from '../../render/automation.ts';
import { MacroRunInput, MacroRuns } from '../../schemas/automation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const runMacro = (outside: Outside): Operation => operation({
  id: 'macros.run', method: 'POST', path: '/native/v1/macros/{id}/run', tag: 'Macros', summary: 'Runs a macro on up to 50 conversations, with your rights; says of each step what came of it',
  params: IdParams, body: MacroRunInput, response: MacroRuns,
  handle: async ({ act, change, params: { id }, body }) => {
    const runs = await change((tx) => run(tx, act, id, body.conversationIds, (...work) => outside.house.enqueue(...work)));
    return { items: runs.map(({ conversationId, steps }) => ({ conversationId, steps: renderSteps(steps) })), next: null };
  },
});
