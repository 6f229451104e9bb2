import { createHash } from 'node:crypto';
import { addArticleFile, createArticle, createCategory, createKnowledgeBase, giveFeedback, publishArticle, saveArticle, type KnowledgeBase } from '#core/knowledge/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

/** What the help centre of an account holds, by the names under which `Things` has it. */
export interface KnowledgeThings {
  readonly helpSiteId: string;
  /** In the address of the public site. */
  readonly siteSlug: string;
  readonly siteDomain: string;
  readonly articleCategoryId: string;
  readonly articleId: string;
  readonly articleSlug: string;
  /** Of a draft: nobody outside may learn of it. */
  readonly draftId: string;
  readonly draftSlug: string;
  readonly articleFileKey: string;
}

/** A site with a category, a published article that somebody found helpful, a draft and a picture. */
export async function furnishKnowledge(tx: Tx, act: Act, { subject, domain }: { subject: string; domain: string }): Promise<KnowledgeThings> {
  const word = subject.toLowerCase();
  const site: KnowledgeBase = await createKnowledgeBase(tx, act, { name: `${subject} help`, slug: `${word}-help`, customDomain: `help.${domain}`, headerText: `Help of ${subject}` });
  const category = await createCategory(tx, act, site.id, { name: `${subject} matters`, slug: `${word}-matters` });
  const article = await createArticle(tx, act, site.id, { title: `Use of ${subject}`, slug: `${word}-use`, content: `Words about ${subject}.`, categoryId: category.id });
  await publishArticle(tx, act, article.id);
  await saveArticle(tx, act, article.id, { content: `More words about ${subject}.` });
  const draft = await createArticle(tx, act, site.id, { title: `Plans of ${subject}`, slug: `${word}-plans`, content: `Secret of ${subject}` });
  await giveFeedback(tx, act, article.id, { isHelpful: true, comment: `Thanks from ${subject}`, visitorKey: word });
  const bytes = Buffer.from(`picture of ${subject}`);
  const file = await addArticleFile(tx, act, site.id, { sha256: createHash('sha256').update(bytes).digest('hex'), byteCount: bytes.byteLength, sniffedType: 'image/png' }, `${word}.png`);
  return {
    helpSiteId: String(site.id), siteSlug: site.slug, siteDomain: `help.${domain}`, articleCategoryId: String(category.id), articleId: String(article.id), articleSlug: `${word}-use`, draftId: String(draft.id), draftSlug: `${word}-plans`, articleFileKey: file.key,
  };
}
