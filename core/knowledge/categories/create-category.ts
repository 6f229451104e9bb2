import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkLine, checkOptionalLine } from '../check-text.ts';
import { checkLocale } from '../check-locale.ts';
import { lockBase, requireLocale } from '../lock-base.ts';
import { moveAddress } from '../redirects.ts';
import { checkSlug, freeSlug, slugOf, slugTaken } from '../slug.ts';
import { categoriesMax, categoryColumns, categoryKinds, type ArticleCategory, type CategoryKind } from './category.ts';
import { checkRelations } from './check-category.ts';

export interface CategoryInput {
  readonly name: string;
  readonly kind?: CategoryKind;
  readonly description?: string | null;
  /** Default: the base's. */
  readonly locale?: string;
  /** Default: made of the name. */
  readonly slug?: string | null;
  /** Default: at the end. */
  readonly position?: number;
  readonly parentId?: number | null;
  readonly rootId?: number | null;
}

export const positionMax = 1_000_000;

/** `conflict` where the slug is taken in this locale. */
export async function createCategory(tx: Tx, act: Act, baseId: number, input: CategoryInput): Promise<ArticleCategory> {
  requirePermission(act, 'articles.write');
  const name = checkLine('name', input.name, 200);
  const description = checkOptionalLine('description', input.description, 1_000);
  const kind = input.kind ?? 'category';
  if (!categoryKinds.includes(kind)) throw invalid('kind', `must be one of ${categoryKinds.join(', ')}`, 'not-offered');
  const base = await lockBase(tx, baseId);
  const locale = input.locale === undefined ? base.defaultLocale : checkLocale('locale', input.locale);
  requireLocale(base, locale);
  const { parentId, rootId } = await checkRelations(tx, { id: null, baseId, locale, parentId: input.parentId ?? null, rootId: input.rootId ?? null });
  const beside = await tx.rows(sql<{ slug: string; position: number; locale: string }>`SELECT slug, position, locale FROM article_categories WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId}`);
  if (beside.length >= categoriesMax) throw new CoreError('too-large', `A site has ${categoriesMax} categories at most.`, { key: 'too-many-items', values: { max: categoriesMax } });
  const inLocale = beside.filter((each) => each.locale === locale);
  const slug = input.slug ? checkSlug('slug', input.slug) : freeSlug(slugOf(name), new Set(inLocale.map((each) => each.slug)));
  const position = checkPosition(input.position ?? Math.max(0, ...inLocale.map((each) => each.position)) + 1);
  const made = await tx.one(sql<ArticleCategory>`
    INSERT INTO article_categories (account_id, knowledge_base_id, parent_id, root_id, kind, locale, slug, name, description, position, created_at, updated_at)
    VALUES (${tx.accountId}, ${baseId}, ${parentId}, ${rootId}, ${kind}, ${locale}, ${slug}, ${name}, ${description}, ${position}, ${act.now}, ${act.now}) RETURNING ${categoryColumns}`).catch(slugTaken);
  await moveAddress(tx, { baseId, noun: 'category', id: made.id, from: null, to: made });
  await appendEvents(tx, act, [{ type: 'knowledge.changed', data: { knowledgeBaseId: baseId, categoryId: made.id } }]);
  await writeAudit(tx, act, { action: 'article-category.created', targetKind: 'article-category', targetId: made.id, detail: { knowledgeBaseId: baseId } });
  return made;
}

export function checkPosition(position: number): number {
  if (!Number.isInteger(position) || position < 0 || position > positionMax) throw invalid('position', `must be between 0 and ${positionMax}`, 'out-of-range', { min: 0, max: positionMax });
  return position;
}
