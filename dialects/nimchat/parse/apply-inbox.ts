import type { SecretKey } from '#core/accounts/index.ts';
import { changeSite, findConnections, removeConnection, setConnection, type Outside, type SiteSettings } from '#core/channels/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import { setWebhookOfChannel } from '#core/webhooks/index.ts';
import { InvalidInput, type FilePart, type Tx } from '#http/index.ts';
import { everyTopic } from '../webhook-words.ts';
import { keep } from '../kept.ts';
import { connectionOf, type MailboxKeys } from './mailbox-connection.ts';

/** The keys of `channel` that concern a website. */
interface SiteKeys { readonly website_url?: string; readonly welcome_title?: string; readonly welcome_tagline?: string; readonly agent_away_message?: string; readonly widget_color?: string }

export interface InboxSettings {
  readonly enable_auto_assignment?: boolean; readonly greeting_enabled?: boolean; readonly greeting_message?: string | null; readonly avatar?: FilePart;
  readonly channel?: MailboxKeys & SiteKeys & { readonly webhook_url?: string };
}

/** Servers of a mailbox and what only this API knows of an inbox. The key is read before the transaction, and only where a password may have to be sealed. */
export async function applyInboxSettings(tx: Tx, act: Act, key: SecretKey, inbox: { id: number; kind: string }, settings: InboxSettings): Promise<void> {
  const { channel = {} } = settings;
  if (inbox.kind === 'email') {
    const present = await findConnections(tx, seesAll(act), [inbox.id]);
    for (const kind of ['imap', 'smtp'] as const) {
      const wanted = connectionOf(kind, channel, present.find((each) => each.kind === kind));
      if (wanted === 'remove') await removeConnection(tx, act, inbox.id, kind);
      else if (wanted) await setConnection(tx, act, key, inbox.id, kind, wanted);
    }
  }
  const isSite = inbox.kind === 'site';
  if (isSite) {
    const change = siteSettingsOf(settings);
    if (Object.keys(change).length > 0) await changeSite(tx, act, inbox.id, { settings: change });
  }
  await keep(tx, 'inbox', inbox.id, {
    ...(settings.enable_auto_assignment !== undefined && { enableAutoAssignment: settings.enable_auto_assignment }), ...(settings.greeting_enabled !== undefined && !isSite && { greetingEnabled: settings.greeting_enabled }),
    ...(settings.greeting_message !== undefined && !isSite && { greetingMessage: settings.greeting_message }),
  });
  if (channel.webhook_url !== undefined) await setWebhookOfChannel(tx, act, inbox.id, httpUrl(channel.webhook_url), { format: 'nimchat', topics: everyTopic });
}

/** Before the transaction: an address inside is refused. */
export async function checkInboxTargets(outside: Outside, { channel }: InboxSettings): Promise<void> {
  if (channel?.webhook_url) await outside.checkTarget('webhook_url', channel.webhook_url);
}

/** What a site's settings are called in core. */
export function siteSettingsOf({ channel = {}, greeting_enabled: greetingEnabled, greeting_message: greetingMessage }: InboxSettings): Partial<SiteSettings> {
  const given: { -readonly [Key in keyof SiteSettings]?: SiteSettings[Key] | undefined } = {
    websiteUrl: channel.website_url === undefined ? undefined : withScheme(channel.website_url), welcomeTitle: channel.welcome_title, welcomeTagline: channel.welcome_tagline, awayMessage: channel.agent_away_message,
    color: channel.widget_color?.toLowerCase(), greetingEnabled, greetingMessage: greetingMessage === undefined ? undefined : greetingMessage ?? '',
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Sites are often given without: `www.example.com`. */
function withScheme(url: string): string {
  const text = url.trim();
  return text === '' || /^https?:\/\//i.test(text) ? text : `https://${text}`;
}

/** Where none is given: the host of the website. */
export function siteName(url: string | undefined): string {
  const text = withScheme(url ?? '');
  return URL.canParse(text) ? new URL(text).hostname : 'Website';
}

/** Images of inboxes and contacts have no place to be shown from yet: better refused than lost. */
export function refuseAvatar(avatar: FilePart | undefined): void {
  if (avatar) throw new InvalidInput([{ field: 'avatar', problem: 'images cannot be stored yet' }]);
}

/** An address of the web, or an empty one taken away. */
export function httpUrl(text: string): string | null {
  if (text === '') return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol) || /["'<>\s]/.test(text)) throw new InvalidInput([{ field: 'url', problem: 'must be an http or https address' }]);
  return text;
}
