import { getKnowledgeBase } from '#core/knowledge/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { ArticlePreview, RenderedArticle } from '../../schemas/knowledge.ts';

export const previewArticle = (outside: Outside): Operation => operation({
  id: 'articles.preview',
  method: 'POST',
  path: '/native/v1/articles/preview',
  tag: 'Articles',
  summary: 'Markdown as the site shows it',
  body: ArticlePreview,
  response: RenderedArticle,
  async handle({ act, snapshot, body: { knowledgeBaseId, content } }) {
    await snapshot((tx) => getKnowledgeBase(tx, act, knowledgeBaseId));
    const { html, headings } = await outside.renderArticle(content, `/native/v1/knowledge-bases/${knowledgeBaseId}/files`);
    return { html, headings: [...headings] };
  },
});
