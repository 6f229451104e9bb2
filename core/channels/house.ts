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
  /** The link by which a person connects his mailbox goes out by mail. It is signed when the mail is written: the job's row holds nothing that lets anybody in. */
  | { readonly kind: 'mail-mailbox-invite'; readonly inviteId: number; readonly base: string }
  /** A technician is asked by mail to help with connecting mailboxes. */
  | { readonly kind: 'mail-it-help'; readonly to: string; readonly name: string; readonly message: string | null; readonly base: string }
  /** Somebody who may change help centres is told by mail that the record of one's host name is gone. */
  | { readonly kind: 'mail-domain-warning'; readonly knowledgeBaseId: number; readonly toUserId: number }
  /** A mail of the server's to every member of these teams: these words, and where the conversation is. */
  | { readonly kind: 'mail-team'; readonly conversationId: number; readonly teamIds: readonly number[]; readonly text: string }
  /** The messages so far, by mail. Nothing of notes. */
  | { readonly kind: 'mail-transcript'; readonly conversationId: number; readonly addresses: readonly string[] }
  /** A URL that an administrator chose is told that a rule ran; null: somebody ran a macro. */
  | { readonly kind: 'rule-webhook'; readonly url: string; readonly conversationId: number; readonly ruleId: number | null; readonly event: string; readonly messageId: number | null; readonly eventId: number | null }
  /** A change of many conversations, or its undoing, is worked off in rounds. */
  | { readonly kind: 'bulk'; readonly operationId: number }
  /** One of a person's own devices is told that push works. */
  | { readonly kind: 'test-push'; readonly deviceId: number }
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
  /** failed: which sentence the text is. */
  readonly key?: string | undefined;
}

/** Where what is known of a visitor (browser_language, country_code, city, referer) lies: a map at `key` of what an API keeps beside a conversation. */
export interface VisitorScope { readonly dialect: string; readonly noun: string; readonly key: string }

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
  retryQuarantined(act: Act, id: number): Promise<{ readonly outcome: 'stored' | 'fetch-again' | 'kept'; readonly text: string; readonly code: string | null }>;
  /** The APIs that tokens are made for. */
  apis(): readonly { readonly name: string; readonly title: string }[];
  /** Absent: nothing is known of visitors. */
  readonly visitor?: VisitorScope;
  readonly demo: {
    state(): DemoState;
    /** Beside the requests, once at a time; loads an account of its own, of which the user becomes an owner. */
    start(by: { readonly now: string; readonly userId: number }): void;
  };
}
