import { findRuns } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, toCursor } from '../../paging.ts';
import { renderRun } from '../../render/automation.ts';
import { RuleRuns, RuleRunsQuery } from '../../schemas/automation.ts';

export const listRuleRuns = operation({
  id: 'rules.listRuns', method: 'GET', path: '/native/v1/rule-runs', tag: 'Automation', summary: 'What rules did and why, newest first; kept for 90 days',
  query: RuleRunsQuery, response: RuleRuns,
  async handle({ act, snapshot, query: { ruleId, conversationId, cursor, limit = 25 } }) {
    const before = fromIdCursor(cursor);
    const runs = await snapshot((tx) => findRuns(tx, act, { limit: limit + 1, ...(ruleId !== undefined && { ruleId }), ...(conversationId !== undefined && { conversationId }), ...(before !== null && { beforeId: before }) }));
    const page = runs.slice(0, limit);
    return { items: page.map(renderRun), next: runs.length > limit ? toCursor([page.at(-1)!.id]) : null };
  },
});
