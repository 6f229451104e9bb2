import { accountZone, explainReply as explain } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { renderReplyExplanation } from '../../render/reply-explanation.ts';
import { ReplyExplanation } from '../../schemas/reports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const explainReply = operation({
  id: 'reports.explainReply',
  method: 'GET',
  path: '/native/v1/reports/messages/{id}/why',
  tag: 'Reports',
  summary: 'How the figures of one message came about: the intervals counted, and by which version of which calendar',
  params: IdParams,
  response: ReplyExplanation,
  handle: ({ act, snapshot, params }) => snapshot(async (tx) => renderReplyExplanation(await explain(tx, act, params.id), await accountZone(tx))),
});
