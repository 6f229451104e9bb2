import type { SealedPlace } from '#core/accounts/index.ts';

export const pushLanguages = ['en', 'de'] as const;
export type PushLanguage = (typeof pushLanguages)[number];

/** What a browser gives: where its push service takes messages, and the keys they are encrypted to (RFC 8291), base64url. */
export interface PushSubscription { readonly endpoint: string; readonly p256dh: string; readonly auth: string }

/** A browser that is told by push, without its address and keys. */
export interface PushDevice {
  readonly id: number;
  /** Of this very sign-in. */
  readonly isCurrent: boolean;
  /** Host of its push service. */
  readonly service: string;
  readonly userAgent: string | null;
  readonly language: PushLanguage;
  readonly showsText: boolean;
  readonly createdAt: string;
  /** When the desk was last open in it. */
  readonly seenAt: string;
  readonly pushedAt: string | null;
  /** What its push service answered to the last push; 0: its address leads into a private network and is not called. null: the push was taken. */
  readonly refusedStatus: number | null;
}

export const devicesMax = 20;

export const pushDevicePlace = (accountId: number, id: number): SealedPlace => ({ table: 'push_devices', column: 'subscription_sealed', row: `${accountId}/${id}` });
