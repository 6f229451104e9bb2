import type { Static } from '@sinclair/typebox';
import { findKnowledgeBases, getKnowledgeBaseNamed, type BaseInput, type KnowledgeBase } from '#core/knowledge/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { InvalidInput, type Tx } from '#http/index.ts';
import type { PortalChange } from '../schemas/portal.ts';

type Change = Static<typeof PortalChange>;

/** What the words of this API set. */
export function baseChange({ name, slug, archived, color, config, custom_domain: customDomain, header_text: headerText, homepage_link: homepageLink, page_title: pageTitle }: Change): Partial<BaseInput> {
  return {
    ...(name !== undefined && { name }), ...(slug !== undefined && { slug }), ...(archived !== undefined && { isArchived: archived }), ...(color !== undefined && { colour: color }),
    ...(config?.allowed_locales !== undefined && { locales: config.allowed_locales }), ...(config?.default_locale !== undefined && { defaultLocale: config.default_locale }),
    ...(customDomain !== undefined && { customDomain }), ...(headerText !== undefined && { headerText }), ...(homepageLink !== undefined && { homepageLink }), ...(pageTitle !== undefined && { pageTitle }),
  };
}

/** The document's path names no portal: the one with the id, the one that has the slug already, or the only one there is. */
export async function portalMeant(tx: Tx, act: Act, { id, slug }: Change): Promise<KnowledgeBase> {
  if (id !== undefined) return getKnowledgeBaseNamed(tx, act, String(id));
  const all = await findKnowledgeBases(tx, act);
  const meant = all.find((base) => base.slug === slug?.toLowerCase()) ?? (all.length === 1 ? all[0] : undefined);
  if (!meant) throw new InvalidInput([{ field: 'slug', problem: 'must say which portal: its slug, or id' }]);
  return meant;
}

const words = ['draft', 'published', 'archived'] as const;

export function articleStatus(status: string | number | undefined): (typeof words)[number] {
  return words.find((word, at) => status === word || String(status) === String(at)) ?? 'draft';
}
