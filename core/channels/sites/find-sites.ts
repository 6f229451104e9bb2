import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { defaultSiteSettings, type SiteSettings } from './site-settings.ts';

export interface Site {
  readonly channelId: number;
  readonly name: string;
  /** Its door: the website token. */
  readonly token: string;
  readonly isIdentityRequired: boolean;
  readonly identityVersion: number;
  /** Where its chats go; null: plain conversations. */
  readonly queueId: number | null;
  /** In whose name answers go by mail to visitors who are gone. */
  readonly replyChannelId: number | null;
  readonly calendarId: number | null;
  readonly settings: SiteSettings;
  /** When a page loaded the widget, first and last, and which (its origin). */
  readonly firstSeenAt: string | null;
  readonly seenAt: string | null;
  readonly seenOn: string | null;
}

type Row = Omit<Site, 'settings'> & { readonly set: Partial<SiteSettings> };

/** Of these channels, those that are sites, by id; of all without ids. */
export async function findSites(tx: Tx, act: Act, channelIds?: readonly number[]): Promise<Site[]> {
  requirePermission(act, 'channels.read');
  if (channelIds?.length === 0) return [];
  const rows = await tx.rows(sql<Row>`
    SELECT s.channel_id AS "channelId", c.name, d.token, d.is_identity_required AS "isIdentityRequired", d.identity_version AS "identityVersion", s.queue_id AS "queueId",
      s.reply_channel_id AS "replyChannelId", c.calendar_id AS "calendarId", s.settings AS set, s.first_seen_at AS "firstSeenAt", s.seen_at AS "seenAt", s.seen_on AS "seenOn"
    FROM sites s JOIN channels c ON c.account_id = s.account_id AND c.id = s.channel_id JOIN channel_doors d ON d.account_id = s.account_id AND d.channel_id = s.channel_id
    WHERE s.account_id = ${tx.accountId} AND ${channelIds === undefined ? sql`true` : sql`s.channel_id = ANY(${[...channelIds]}::bigint[])`} ORDER BY s.channel_id`);
  return rows.map(({ set, ...site }) => ({ ...site, settings: withDefaults(set) }));
}

/** `not-found` where the channel is no site. */
export async function getSite(tx: Tx, act: Act, channelId: number): Promise<Site> {
  const [site] = await findSites(tx, act, [channelId]);
  if (!site) throw notFound('site');
  return site;
}

function withDefaults(set: Partial<SiteSettings>): SiteSettings {
  const known = Object.keys(defaultSiteSettings).filter((key) => key in set).map((key) => [key, set[key as keyof SiteSettings]]);
  return { ...defaultSiteSettings, ...(Object.fromEntries(known) as Partial<SiteSettings>) };
}
