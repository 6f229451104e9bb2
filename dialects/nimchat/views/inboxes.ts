import { findAssigningChannels, findChannels, getChannel, type Channel } from '#core/channels/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { loadKept, type Kept } from '../kept.ts';

const channelTypes: Readonly<Record<string, string>> = { email: 'Channel::Email', api: 'Channel::Api', web: 'Channel::WebWidget', sms: 'Channel::Sms' };

export function channelType(kind: string): string {
  return channelTypes[kind] ?? `Channel::${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

export async function inboxOf(tx: Tx, act: Act, channelId: number) {
  const channel = await getChannel(tx, seesAll(act), channelId);
  return renderInbox(channel, (await loadKept(tx, 'inbox', [channelId])).get(channelId) ?? {}, await findAssigningChannels(tx, seesAll(act)));
}

/** All of the account by id. */
export async function inboxesById(tx: Tx, act: Act) {
  const channels = await findChannels(tx, seesAll(act));
  const kept = await loadKept(tx, 'inbox', channels.map(({ id }) => id));
  const assigning = await findAssigningChannels(tx, seesAll(act));
  return new Map(channels.map((channel) => [channel.id, { channel, inbox: renderInbox(channel, kept.get(channel.id) ?? {}, assigning) }]));
}

/** What belongs to website inboxes only is null. */
export function renderInbox(channel: Channel, kept: Kept['inbox'], assigning: ReadonlySet<number>) {
  return {
    id: channel.id, name: channel.name, website_url: null, channel_type: channelType(channel.kind), avatar_url: null, widget_color: null, website_token: null,
    enable_auto_assignment: assigning.has(channel.id), web_widget_script: null, welcome_title: null, welcome_tagline: null,
    greeting_enabled: kept.greetingEnabled ?? false, greeting_message: kept.greetingMessage ?? null,
  };
}
