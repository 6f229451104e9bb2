import type { KnowledgeBase } from '#core/knowledge/index.ts';

/** A site as its pages see it. */
export interface Site {
  readonly base: KnowledgeBase;
  /** What its paths begin with, as this request came in: `/hc/acme`, or '' under a host name of its own. */
  readonly path: string;
  /** What its addresses begin with for everybody: `https://help.acme.example`. */
  readonly canonical: string;
}

/** Below `path` or `canonical`. */
export const places = {
  home: (locale: string): string => `/${locale}`,
  category: (locale: string, slug: string): string => `/${locale}/categories/${encodeURIComponent(slug)}`,
  article: (locale: string, slug: string): string => `/${locale}/articles/${encodeURIComponent(slug)}`,
  feedback: (locale: string, slug: string): string => `/${locale}/articles/${encodeURIComponent(slug)}/feedback`,
  search: (locale: string): string => `/${locale}/search`,
};

export const siteTitle = ({ base }: Site): string => base.pageTitle ?? base.name;
