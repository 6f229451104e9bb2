import type { Outside } from '#core/channels/index.ts';
import { checkDomainByHand, getDomainQuestion } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { KnowledgeBase } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const checkDomain = ({ findTextRecords, house }: Pick<Outside, 'findTextRecords' | 'house'>) => operation({
  id: 'knowledgeBases.checkDomain',
  method: 'POST',
  path: '/native/v1/knowledge-bases/{id}/domain-checks',
  tag: 'Knowledge bases',
  summary: 'Asks DNS whether the site may be served under its host name; 422 where it has none',
  params: IdParams,
  response: KnowledgeBase,
  async handle({ act, snapshot, change, params }) {
    const { domain, recordName } = await snapshot((tx) => getDomainQuestion(tx, act, params.id));
    const records = await findTextRecords(recordName);
    return change((tx) => checkDomainByHand(tx, act, params.id, { domain, records }, (...work) => house.enqueue(...work)));
  },
});
