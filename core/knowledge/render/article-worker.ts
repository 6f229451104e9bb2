import { parentPort } from 'node:worker_threads';
import { renderArticle, type RenderedArticle } from './render-article.ts';

/** The thread of `article-renderer.ts`: one article after the other. Null: it could not be rendered. */
if (parentPort === null) throw new Error('article-worker.ts runs in a worker thread');
const port = parentPort;

port.on('message', ({ markdown, filesBase }: { markdown: string; filesBase: string }) => {
  let rendered: RenderedArticle = { html: null, headings: [] };
  try {
    rendered = renderArticle(markdown, filesBase);
  } catch { /* shown as text */ }
  port.postMessage(rendered);
});
