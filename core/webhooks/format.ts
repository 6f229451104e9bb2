import type { SecretKey } from '#core/accounts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import type { ToldEvent } from './delivery.ts';
import type { Webhook } from './webhook.ts';

/** What a body may need of the server. */
export interface FormatSurroundings {
  readonly webhook: Webhook;
  /** `https://desk.example`, or '' where no public address is set. */
  readonly base: string;
  readonly key: SecretKey;
  readonly nowMs: number;
}

/**
 * Renders what a webhook is told. Declared here, filled by the server from the APIs: core knows the words of none. `act` sees everything.
 */
export interface WebhookFormat {
  /** JSON; null: there is nothing to tell (any more), the delivery is cancelled. */
  render(tx: Tx, act: Act, told: ToldEvent, at: FormatSurroundings): Promise<string | null>;
  /** What a test sends. */
  sample(at: FormatSurroundings, act: Act): string;
  /** The receiver took it and answered: what follows, in the transaction that notes it. Throws: nothing of the answer counts. */
  answered?(tx: Tx, act: Act, told: ToldEvent, answer: string, webhook: Webhook): Promise<void>;
}

export type WebhookFormats = Readonly<Record<string, WebhookFormat>>;
