import { getArticleFile as get } from '#core/knowledge/index.ts';
import { serveStored } from '#core/files/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { fileOperation, type Operation } from '#http/index.ts';
import { ArticleFileParams } from '../../schemas/knowledge.ts';

export const getArticleFile = (outside: Outside): Operation => fileOperation({
  id: 'articleFiles.content',
  path: '/native/v1/knowledge-bases/{id}/files/{key}',
  tag: 'Articles',
  summary: 'A picture of a site, shown in the page',
  mediaTypes: ['image/*'],
  params: ArticleFileParams,
  async handle({ act, params, snapshot }) {
    return serveStored(outside.files, act.accountId, await snapshot((tx) => get(tx, act, params.id, params.key)), { isInline: true });
  },
});
