import type { Permission } from '#core/kernel/index.ts';
import type { LivePerson } from './live-message.ts';

/** Somebody who came in. */
export interface LiveCaller {
  readonly accountId: number;
  readonly userId: number;
  readonly permissions: ReadonlySet<Permission>;
  /** What they came in with, by its row: `session 7`. */
  readonly access: { readonly kind: 'session' | 'token'; readonly id: number };
}

export interface PresenceNow {
  readonly online: readonly LivePerson[];
  readonly leases: readonly { readonly conversationId: number; readonly userId: number; readonly name: string; readonly kind: 'viewing' | 'typing' }[];
  /** Conversations in which the contact writes at this moment. */
  readonly contactsTyping: readonly number[];
}

/** What stands to the right of core/events and is passed in by the server. */
export interface LivePorts {
  /** Null: nobody, for whatever reason. */
  authenticate(kind: 'session' | 'token', secret: string): Promise<LiveCaller | null>;
  /** What these are worth at this moment, by `kind id`; those that are worth nothing are left out. */
  recheck(accesses: readonly LiveCaller['access'][]): Promise<ReadonlyMap<string, Omit<LiveCaller, 'access'>>>;
  /** Returns the conversation's id (of a merged one: where it went), or null where there is none that the caller may read. */
  holdLease(caller: LiveCaller, kind: 'viewing' | 'typing', conversationId: number): Promise<number | null>;
  dropLease(caller: LiveCaller, kind: 'viewing' | 'typing', conversationId: number): Promise<void>;
  /** Keeps these people online, in all processes' eyes. */
  keepOnline(accountId: number, userIds: readonly number[]): Promise<void>;
  readPresence(accountId: number): Promise<PresenceNow>;
}
