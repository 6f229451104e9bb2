import { CoreError, invalid } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkLine, checkOptionalLine } from '../check-text.ts';
import { checkLocale } from '../check-locale.ts';
import { checkSlug, slugIsTaken } from '../slug.ts';

/** What a base is set to. */
export interface BaseInput {
  readonly name: string;
  readonly slug: string;
  /** #rgb or #rrggbb. Default: #1f6f8b. */
  readonly colour?: string | null;
  readonly headerText?: string | null;
  readonly pageTitle?: string | null;
  readonly homepageLink?: string | null;
  /** A host name that leads here; unique on this server. */
  readonly customDomain?: string | null;
  readonly logoKey?: string | null;
  /** Default: English alone. */
  readonly locales?: readonly string[];
  /** Default: the first of the locales. */
  readonly defaultLocale?: string;
  readonly isArchived?: boolean;
}

export interface CheckedBase {
  readonly name: string; readonly slug: string; readonly colour: string; readonly headerText: string | null; readonly pageTitle: string | null;
  readonly homepageLink: string | null; readonly customDomain: string | null; readonly logoKey: string | null; readonly locales: readonly string[]; readonly defaultLocale: string;
}

const usualColour = '#1f6f8b';
export const localesMax = 50;

/** Everything a base is set to, checked field by field. */
export function checkBase(input: BaseInput): CheckedBase {
  const locales = [...new Set((input.locales ?? ['en']).map((locale) => checkLocale('locales', locale)))];
  if (locales.length === 0) throw invalid('locales', 'must not be empty', 'empty');
  if (locales.length > localesMax) throw invalid('locales', `must be at most ${localesMax}`, 'too-many-items', { max: localesMax });
  const defaultLocale = input.defaultLocale === undefined ? locales[0]! : checkLocale('defaultLocale', input.defaultLocale);
  if (!locales.includes(defaultLocale)) throw invalid('defaultLocale', 'must be one of the locales', 'locale-not-there');
  return {
    name: checkLine('name', input.name, 100), slug: checkBaseSlug(input.slug), colour: checkColour(input.colour ?? null),
    headerText: checkOptionalLine('headerText', input.headerText, 300), pageTitle: checkOptionalLine('pageTitle', input.pageTitle, 100),
    homepageLink: checkLink(input.homepageLink ?? null), customDomain: checkDomain(input.customDomain ?? null), logoKey: input.logoKey ?? null, locales, defaultLocale,
  };
}

/** Of plain letters, and no number alone: it stands beside ids in addresses. */
function checkBaseSlug(text: string): string {
  const slug = checkSlug('slug', text);
  if (!/^(?=.*[a-z])[a-z0-9-]+$/.test(slug)) throw invalid('slug', 'must be made of a-z, 0-9 and single hyphens, with a letter among them', 'no-slug', { max: 100 });
  return slug;
}

function checkColour(text: string | null): string {
  if (text === null || text.trim() === '') return usualColour;
  const [, short, long] = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/.exec(text.trim().toLowerCase()) ?? [];
  if (short === undefined && long === undefined) throw invalid('colour', 'must be a colour such as #1f6f8b', 'no-colour');
  return `#${long ?? short!.replaceAll(/./g, '$&$&')}`;
}

function checkLink(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  const written = text.trim();
  const link = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`;
  if (link.length > 2_000 || !URL.canParse(link)) throw invalid('homepageLink', 'must be an address that begins with https:// or http://', 'no-link-address');
  const url = new URL(link);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') throw invalid('homepageLink', 'must be an address that begins with https:// or http://', 'no-link-address');
  return url.href;
}

/** A host name with a dot, in its ASCII form; no address of a machine, no port. */
function checkDomain(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  const host = /^(?:https?:\/\/)?([^/:?#@\s]+)\/?$/i.exec(text.trim())?.[1] ?? '';
  const domain = URL.canParse(`https://${host}`) ? new URL(`https://${host}`).hostname.toLowerCase() : '';
  if (domain.length > 253 || !/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(domain)) throw invalid('customDomain', 'must be a host name such as help.example.com', 'no-domain');
  return domain;
}

/** Takes the slug for the base; `conflict` where another site has it. A host name is nobody's until it is proved; within the account one site has it. */
export async function claimAddresses(tx: Tx, id: number, { slug, customDomain }: Pick<CheckedBase, 'slug' | 'customDomain'>): Promise<void> {
  const { isMine } = await tx.one(sql<{ isMine: boolean }>`SELECT claim_knowledge_slug(${tx.accountId}, ${id}, ${slug}) AS "isMine"`);
  if (!isMine) throw slugIsTaken();
  const other = customDomain === null ? null : await tx.maybe(sql<object>`SELECT FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id <> ${id} AND custom_domain = ${customDomain} LIMIT 1`);
  if (other) throw new CoreError('conflict', 'Another site has this host name.', { fields: [{ field: 'customDomain', problem: 'is another site\'s', key: 'domain-taken' }], key: 'domain-taken' });
}
