import { getRevision as get } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Revision, RevisionParams } from '../../schemas/knowledge.ts';

export const getRevision = operation({
  id: 'articleRevisions.get',
  method: 'GET',
  path: '/native/v1/articles/{id}/revisions/{number}',
  tag: 'Articles',
  summary: 'The texts of a revision',
  params: RevisionParams,
  response: Revision,
  handle: ({ act, snapshot, params }) => snapshot((tx) => get(tx, act, params.id, params.number)),
});
