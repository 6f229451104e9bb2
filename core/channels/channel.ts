import { sql } from '#storage/index.ts';

/** An address customers reach: mailbox, site, number, API. */
export interface Channel {
  readonly id: number;
  /** `email`, `api` and others to come. */
  readonly kind: string;
  readonly name: string;
  /** Its own address, normalised; aliases are apart. */
  readonly address: string | null;
  /** List mode: one conversation per mail thread, whoever writes. */
  readonly isList: boolean;
  readonly calendarId: number | null;
  readonly createdAt: string;
  readonly disabledAt: string | null;
}

export const channelColumns = sql`channels.id, channels.kind, channels.name, channels.address, channels.is_list AS "isList",
  channels.calendar_id AS "calendarId", channels.created_at AS "createdAt", channels.disabled_at AS "disabledAt"`;
