import { diffLines, getRevision } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { DiffQuery, RevisionDiff, RevisionParams } from '../../schemas/knowledge.ts';

export const diffRevisions = operation({
  id: 'articleRevisions.diff',
  method: 'GET',
  path: '/native/v1/articles/{id}/revisions/{number}/diff',
  tag: 'Articles',
  summary: 'What turned the revision `from` into this one, line by line',
  params: RevisionParams,
  query: DiffQuery,
  response: RevisionDiff,
  handle: ({ act, snapshot, params, query }) => snapshot(async (tx) => {
    const [from, to] = [await getRevision(tx, act, params.id, query.from), await getRevision(tx, act, params.id, params.number)];
    const parts = (a: string, b: string) => diffLines(a, b).map(({ kind, lines }) => ({ kind, lines: [...lines] }));
    return { from: from.number, to: to.number, title: parts(from.title, to.title), description: parts(from.description, to.description), content: parts(from.content, to.content) };
  }),
});
