import type { ChannelKey, LabelKey } from '../company.ts';

/**
 * What a customer may write about, as templates (`spinText`). A question that is told in several ways has several entries; `more` is
 * what the customer may ask after the answer, `moreAnswer` what we say to that.
 */
export interface Topic {
  readonly channel: ChannelKey;
  readonly label: LabelKey;
  /** One for all questions, or one for each. */
  readonly subject: string | readonly string[];
  readonly question: readonly string[];
  readonly answer: readonly string[];
  readonly more: string;
  readonly moreAnswer: string;
  /** A file that comes with the question. */
  readonly file?: 'photo' | 'note';
}

/** The words around a matter, of one language. */
export interface Phrases {
  readonly greetUs: readonly string[];
  readonly greetCustomer: readonly string[];
  readonly closeCustomer: readonly string[];
  readonly closeAgent: readonly string[];
  readonly thanks: readonly string[];
  readonly nudge: readonly string[];
  readonly sorryLate: readonly string[];
  readonly notes: readonly string[];
  /** `<day>`, `<time>`, `<name>` */
  readonly attribution: string;
  readonly reply: string;
  readonly forward: string;
  readonly agentTitle: string;
}
