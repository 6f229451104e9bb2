import type { SealedPlace } from '#core/accounts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

/** Work that a command of the settings or the desk leaves for later. Written in its transaction, done once or more, so it must be safe to do twice. */
export type LaterWork =
  /** Held mail is judged anew, after internal domains changed. */
  | { readonly kind: 'reclassify-mail' }
  /** A file that was uploaded is read into a channel, as the import that was begun for it. */
  | { readonly kind: 'import-mail'; readonly batchId: number; readonly channelId: number; readonly sha256: string; readonly zone: string | null }
  | { readonly kind: 'undo-import'; readonly batchId: number }
  /** The link of an invitation goes out by mail. `sealedSecret`: base64, sealed for `invitationSecretPlace`: the job's row holds nothing that lets anybody in. */
  | { readonly kind: 'mail-invitation'; readonly invitationId: number; readonly sealedSecret: string; readonly base: string }
  /** A change of many conversations, or its undoing, is worked off in rounds. */
  | { readonly kind: 'bulk'; readonly operationId: number }
  /** What a webhook is told goes out. */
  | { readonly kind: 'deliver-webhook'; readonly deliveryId: number }
  /** What waits for a receiver goes, in rounds. */
  | { readonly kind: 'release-webhook'; readonly webhookId: number; readonly hurries: boolean }
  /** What a webhook was told in a stretch of time is told again, in rounds. */
  | { readonly kind: 'replay-webhook'; readonly webhookId: number; readonly from: string; readonly to: string; readonly which: 'failed' | 'all'; readonly afterId: number };

/** Where the secret of an invitation is sealed for while its mail waits. */
export const invitationSecretPlace = (invitationId: number): SealedPlace => ({ table: 'jobs', column: 'invitation-secret', row: invitationId });

export interface DemoState {
  /** unavailable: this version comes without. */
  readonly state: 'unavailable' | 'none' | 'running' | 'done' | 'failed';
  readonly text: string;
}

/** What the settings need of the server around them; declared here and filled by it, like `Outside`. */
export interface House {
  /** In the transaction that wants it: there is no work without the change, and no change without the work. */
  enqueue(tx: Tx, act: Act, work: LaterWork): Promise<void>;
  /** Whether a mail of the server's own could go out for this account: a relay is set, or a channel has a mail server. */
  canMail(accountId: number): Promise<boolean>;
  /** How people who forgot their password get a new one by themselves; null: an administrator gives it (no relay, or no public address is set). */
  readonly passwordReset: { readonly later: (tx: Tx, email: string, now: string) => Promise<void> } | null;
  /** Whether an uploaded file holds mail that can be imported; `invalid` says why not. Before a transaction. */
  checkMailFile(accountId: number, sha256: string): Promise<void>;
  /** Tries a mail of the quarantine again. `kept`: it still cannot be read; `fetch-again`: its mail server is asked for it once more. */
  retryQuarantined(act: Act, id: number): Promise<{ readonly outcome: 'stored' | 'fetch-again' | 'kept'; readonly text: string }>;
  /** The APIs that tokens are made for. */
  apis(): readonly { readonly name: string; readonly title: string }[];
  readonly demo: {
    state(): DemoState;
    /** Beside the requests, once at a time; loads an account of its own, of which the user becomes an owner. */
    start(by: { readonly now: string; readonly userId: number }): void;
  };
}
