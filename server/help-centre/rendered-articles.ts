import type { PublicArticle, RenderedArticle } from '#core/knowledge/index.ts';

const charactersMax = 24 * 1024 * 1024;
/** What could not be rendered is not tried again for so long: one hostile article must not keep the thread from all others. */
const afterFailureMs = 5 * 60 * 1_000;
const failuresMax = 10_000;

/** Rendered articles, the ones that were read last: a published revision never changes, so neither does what is made of it. */
export function createRenderedArticles(render: (markdown: string, filesBase: string) => Promise<RenderedArticle>): (accountId: number, path: string, article: PublicArticle) => Promise<RenderedArticle> {
  const kept = new Map<string, RenderedArticle>();
  const failed = new Map<string, { readonly untilMs: number; readonly rendered: RenderedArticle }>();
  let characters = 0;
  const sizeOf = (rendered: RenderedArticle): number => (rendered.html?.length ?? 0) + 1_000;
  return async (accountId, path, { id, revision, content }) => {
    const key = `${accountId}.${id}.${revision} ${path}`;
    const found = kept.get(key);
    if (found) {
      kept.delete(key);
      kept.set(key, found);
      return found;
    }
    const failure = failed.get(key);
    if (failure && failure.untilMs > performance.now()) return failure.rendered;
    const rendered = await render(content, `${path}/files`);
    if (rendered.html === null) {
      if (failed.size >= failuresMax) failed.clear();
      failed.set(key, { untilMs: performance.now() + afterFailureMs, rendered });
      return rendered;
    }
    failed.delete(key);
    if (!kept.has(key)) {
      kept.set(key, rendered);
      characters += sizeOf(rendered);
    }
    for (const [oldest, value] of kept) {
      if (characters <= charactersMax) break;
      kept.delete(oldest);
      characters -= sizeOf(value);
    }
    return rendered;
  };
}
