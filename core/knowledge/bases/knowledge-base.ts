import { sql } from '#storage/index.ts';

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
  /** The key of one of its files. */
  readonly logoKey: string | null;
  readonly locales: string[];
  readonly defaultLocale: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archivedAt: string | null;
}

export const baseColumns = sql`id, slug, name, colour, header_text AS "headerText", page_title AS "pageTitle", homepage_link AS "homepageLink", custom_domain AS "customDomain",
  logo_key AS "logoKey", locales, default_locale AS "defaultLocale", created_at AS "createdAt", updated_at AS "updatedAt", archived_at AS "archivedAt"`;
