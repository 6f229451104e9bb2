import type { FastifyRequest } from 'fastify';
import { findBaseAddress, findPublicBase, type BaseAddress, type KnowledgeBase } from '#core/knowledge/index.ts';
import { baseUrl } from '#http/index.ts';
import type { Database } from '#storage/index.ts';
import type { Site } from '#web/helpcenter/index.ts';

export interface FoundSite { readonly accountId: number; readonly site: Site; /** Instead of the slug that was asked for, which it had before. */ readonly movedTo: string | null }

/** The site that a request is about; null: there is none, or none that anybody may see. */
export async function findSite(request: FastifyRequest, { database, publicUrl }: { database: Database; publicUrl: string | undefined }): Promise<FoundSite | null> {
  const name = ((request.params as { site?: string }).site ?? '').toLowerCase();
  const isDomain = name.startsWith('@');
  // The form for host names is made inside (host-names.ts) and never asked for by anybody.
  if (isDomain && request.originalUrl.startsWith('/hc/@')) return null;
  if (!/^@?[a-z0-9.-]{1,300}$/.test(name)) return null;
  const address = await findBaseAddress(database, isDomain ? 'domain' : 'slug', isDomain ? name.slice(1) : name);
  if (!address) return null;
  const base = await database.withAccount(address.accountId, (tx) => findPublicBase(tx, address.knowledgeBaseId), { readOnly: true });
  if (!base) return null;
  const own = baseUrl(request, publicUrl);
  const canonical = publicUrl !== undefined && base.customDomain !== new URL(publicUrl).hostname && await isServedAt(database, address, base)
    ? `${new URL(publicUrl).protocol}//${base.customDomain}` : `${own}/hc/${base.slug}`;
  return { accountId: address.accountId, site: { base, path: isDomain ? '' : `/hc/${base.slug}`, canonical }, movedTo: address.isCurrent ? null : base.slug };
}

/** Its own host name is proved, and nobody else has proved it since. */
async function isServedAt(database: Database, { accountId, knowledgeBaseId }: BaseAddress, { customDomain, domainProof }: KnowledgeBase): Promise<boolean> {
  if (customDomain === null || domainProof?.state !== 'proved') return false;
  const served = await findBaseAddress(database, 'domain', customDomain);
  return served?.accountId === accountId && served.knowledgeBaseId === knowledgeBaseId;
}

/** The locale of the site that a reader prefers; its own where there is none of his. */
export function preferredLocale({ base }: Site, header: string | undefined): string {
  const wanted = (header ?? '').slice(0, 500).split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';');
    const quality = Number(parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((each) => each !== undefined) ?? '1');
    return { tag: tag.toLowerCase(), quality };
  }).filter(({ tag, quality }) => tag !== '' && quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const exact = base.locales.find((locale) => locale.toLowerCase() === tag);
    const near = exact ?? base.locales.find((locale) => locale.toLowerCase().split('-', 1)[0] === tag.split('-', 1)[0]);
    if (near !== undefined) return near;
  }
  return base.defaultLocale;
}
