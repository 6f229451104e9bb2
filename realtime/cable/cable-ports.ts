import type { StoredEvent } from '#core/events/index.ts';
import type { Permission } from '#core/kernel/index.ts';
import type { PresenceNow } from '../ports.ts';

/** What a client names in its `subscribe`, as it came. */
export type RoomName = Readonly<Record<string, unknown>>;

/** Somebody who subscribed. */
export type CableCaller =
  | { readonly kind: 'user'; readonly accountId: number; readonly userId: number; readonly permissions: ReadonlySet<Permission>; /** The row of what let them in. */ readonly access: string }
  | { readonly kind: 'contact'; readonly accountId: number; readonly contactId: number; /** By which name in which channel he comes: another name of his is somebody else here. */ readonly channelId: number; readonly sourceId: string; readonly access: string };

/** Whom a frame is for. */
export type Audience =
  | { readonly kind: 'users'; readonly permission: Permission; /** Who did it, and needs no telling. */ readonly exceptUserId?: number }
  | { readonly kind: 'user'; readonly userId: number }
  | { readonly kind: 'contact'; readonly channelId: number; readonly sourceId: string }
  /** Everybody in the room who came in as a contact. */
  | { readonly kind: 'contacts' };

/** One message to all of an audience. */
export interface CableFrame {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly audience: Audience;
  /** The text holds places that are each reader's own (`forReader`): it is written for each. */
  readonly isPersonal?: boolean;
}

/** What stands to the right of core/events, or speaks an API's words, and is passed in by the server. */
export interface CablePorts {
  /** Null: nobody, for whatever reason. */
  admit(room: RoomName): Promise<CableCaller | null>;
  /** What these are worth at this moment, by `access`; those that are worth nothing are left out. */
  recheck(callers: readonly CableCaller[]): Promise<ReadonlyMap<string, CableCaller>>;
  /** What events of one account look like, in their order. */
  frames(accountId: number, events: readonly StoredEvent[]): Promise<readonly CableFrame[]>;
  /** Follows who is there and who types in one account. */
  openPresence(accountId: number): CablePresence;
  /** Fills the places of a personal frame. `base`: where this reader reaches us. */
  forReader(text: string, caller: CableCaller, base: string): string;
}

export interface CablePresence {
  /** About once a second: what differs from the look before. `present`: contacts of this room who are there. */
  look(now: PresenceNow, present: readonly CableCaller[]): Promise<readonly CableFrame[]>;
  /** Who is there, for one who has just come. */
  greet(caller: CableCaller): Promise<readonly CableFrame[]>;
}
