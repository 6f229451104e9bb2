import type { Outside } from '#core/channels/index.ts';
import type { Tx } from '#storage/index.ts';

export interface FoundArticle { readonly title: string; readonly url: string; readonly excerpt: string }

/** What the widget's endpoints need beside the database. */
export interface WebchatDeps {
  readonly outside: Outside;
  /** The help centre, where there is one. */
  readonly searchArticles: ((accountId: number, question: { readonly words: string; readonly language: string }) => Promise<readonly FoundArticle[]>) | null;
}

export type Change = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
