import type { ArticleFile } from '#core/knowledge/index.ts';

export function renderArticleFile({ id, key, fileName, sniffedType, byteCount }: ArticleFile) {
  return { id, key, fileName, mediaType: sniffedType, byteCount, path: `/files/${key}/${encodeURIComponent(fileName)}` };
}
