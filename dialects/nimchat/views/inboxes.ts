import { findChannels, findSites, getChannel, type Channel, type Site } from '#core/channels/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { loadKept, type Kept } from '../kept.ts';

const channelTypes: Readonly<Record<string, string>> = { email: 'Channel::Email', api: 'Channel::Api', site: 'Channel::WebWidget', sms: 'Channel::Sms' };

export function channelType(kind: string): string {
  return channelTypes[kind] ?? `Channel::${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

/** `base`: where the caller reaches us; the script of a site's widget comes from there. */
export async function inboxOf(tx: Tx, act: Act, channelId: number, base: string) {
  const channel = await getChannel(tx, seesAll(act), channelId);
  const [site] = await findSites(tx, seesAll(act), [channelId]);
  return renderInbox(channel, (await loadKept(tx, 'inbox', [channelId])).get(channelId) ?? {}, site, base);
}

/** All of the account by id. */
export async function inboxesById(tx: Tx, act: Act, base: string) {
  const channels = await findChannels(tx, seesAll(act));
  const kept = await loadKept(tx, 'inbox', channels.map(({ id }) => id));
  const sites = new Map((channels.some(({ kind }) => kind === 'site') ? await findSites(tx, seesAll(act)) : []).map((site) => [site.channelId, site]));
  return new Map(channels.map((channel) => [channel.id, { channel, inbox: renderInbox(channel, kept.get(channel.id) ?? {}, sites.get(channel.id), base) }]));
}

/** What belongs to website inboxes only is null in others. */
export function renderInbox(channel: Channel, kept: Kept['inbox'], site: Site | undefined, base: string) {
  const { settings } = site ?? {};
  return {
    id: channel.id, name: channel.name, website_url: settings?.websiteUrl ?? null, channel_type: channelType(channel.kind), avatar_url: null, widget_color: settings?.color ?? null, website_token: site?.token ?? null,
    enable_auto_assignment: kept.enableAutoAssignment ?? true, web_widget_script: site ? widgetScript(base, site.token) : null, welcome_title: settings?.welcomeTitle ?? null, welcome_tagline: settings?.welcomeTagline ?? null,
    greeting_enabled: settings?.greetingEnabled ?? kept.greetingEnabled ?? false, greeting_message: settings ? settings.greetingMessage : kept.greetingMessage ?? null,
  };
}

/** What is to be pasted into the pages of the site. Both come from us: a base of our own and hexadecimal digits. */
export function widgetScript(base: string, token: string): string {
  return `<script src="${base}/widget/loader.js" data-website-token="${token}" async></script>`;
}
