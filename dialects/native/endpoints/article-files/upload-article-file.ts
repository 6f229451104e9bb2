import { addArticleFile, articleFileBytesMax, getKnowledgeBase, storeArticleFile } from '#core/knowledge/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { uploadedFile } from '../../parse/uploaded-file.ts';
import { renderArticleFile } from '../../render/article-file.ts';
import { ArticleFile } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

/** What a form adds around the file. */
const formBytesMax = 16 * 1024;

export const uploadArticleFile = (outside: Outside): Operation => operation({
  id: 'articleFiles.create',
  method: 'POST',
  path: '/native/v1/knowledge-bases/{id}/files',
  tag: 'Articles',
  summary: 'A picture (PNG, JPEG, GIF, WebP, AVIF; 10 MB): as `file` of a form, or as the body with its name percent-encoded in X-File-Name',
  status: 201,
  takesBytes: true,
  bodyBytesMax: articleFileBytesMax + formBytesMax,
  params: IdParams,
  response: ArticleFile,
  async handle({ act, body, head, params, change, snapshot }) {
    const { fileName, bytes } = uploadedFile(body, head.headers['x-file-name']);
    await snapshot((tx) => getKnowledgeBase(tx, seesAll(act), params.id));
    const stored = await storeArticleFile(outside.files, act, bytes);
    return renderArticleFile(await change((tx) => addArticleFile(tx, act, params.id, stored, fileName)));
  },
});
