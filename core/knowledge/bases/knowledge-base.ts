import { instantText } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';

/** Why the last look at DNS did not prove a host name; `taken`: another site's record is there, too, and that site had it first. */
export type DomainProblem = 'no-record' | 'other-record' | 'no-answer' | 'taken';

/** Whether somebody who has a say in a host name's DNS wants the site there; only then is it served under it. */
export interface DomainProof {
  /** unproved: nobody has looked. proved: it was found. failed: looked for and not found, or found once and lost since. */
  readonly state: 'unproved' | 'proved' | 'failed';
  /** The TXT record that proves it. */
  readonly recordName: string;
  readonly recordText: string;
  /** Of the last look; a name that was proved may have one. */
  readonly problem: DomainProblem | null;
  readonly checkedAt: string | null;
  /** Of a proved name whose record is gone: until when the site is served there all the same. */
  readonly servedUntil: string | null;
}

export const recordPrefix = 'patchbay-site=';
/** So long after people were warned a site is served under a host name whose record is gone. */
export const domainGraceDays = 7;

/** A public site of articles. */
export interface KnowledgeBase {
  readonly id: number;
  /** Stands in its address, and is no other site's on this server. */
  readonly slug: string;
  readonly name: string;
  /** #rrggbb */
  readonly colour: string;
  readonly headerText: string | null;
  readonly pageTitle: string | null;
  readonly homepageLink: string | null;
  readonly customDomain: string | null;
  /** Null: it has no host name of its own. */
  readonly domainProof: DomainProof | null;
  /** The key of one of its files. */
  readonly logoKey: string | null;
  readonly locales: string[];
  readonly defaultLocale: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archivedAt: string | null;
}

export const baseColumns = sql`id, slug, name, colour, header_text AS "headerText", page_title AS "pageTitle", homepage_link AS "homepageLink", custom_domain AS "customDomain",
  CASE WHEN custom_domain IS NOT NULL THEN jsonb_build_object('state', CASE WHEN domain_proved_at IS NOT NULL THEN 'proved' WHEN domain_checked_at IS NOT NULL THEN 'failed' ELSE 'unproved' END,
    'recordName', '_patchbay.' || custom_domain, 'recordText', ${recordPrefix}::text || domain_token, 'problem', domain_problem, 'checkedAt', ${instantText(sql`domain_checked_at`)},
    'servedUntil', ${instantText(sql`(domain_warned_at + make_interval(days => ${domainGraceDays}))`)}) END AS "domainProof",
  logo_key AS "logoKey", locales, default_locale AS "defaultLocale", created_at AS "createdAt", updated_at AS "updatedAt", archived_at AS "archivedAt"`;
