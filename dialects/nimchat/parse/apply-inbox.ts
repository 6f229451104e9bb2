import type { SecretKey } from '#core/accounts/index.ts';
import { changeChannelSettings, findConnections, getChannelSettings, removeConnection, setConnection } from '#core/channels/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import { InvalidInput, type FilePart, type Tx } from '#http/index.ts';
import { keep } from '../kept.ts';
import { connectionOf, type MailboxKeys } from './mailbox-connection.ts';

export interface InboxSettings {
  readonly enable_auto_assignment?: boolean; readonly greeting_enabled?: boolean; readonly greeting_message?: string | null; readonly avatar?: FilePart;
  readonly channel?: MailboxKeys & { readonly webhook_url?: string };
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
  if (settings.enable_auto_assignment !== undefined) await assignByItself(tx, act, inbox.id, settings.enable_auto_assignment);
  await keep(tx, 'inbox', inbox.id, {
    ...(settings.greeting_enabled !== undefined && { greetingEnabled: settings.greeting_enabled }),
    ...(settings.greeting_message !== undefined && { greetingMessage: settings.greeting_message }), ...(channel.webhook_url !== undefined && { webhookUrl: httpUrl(channel.webhook_url) }),
  });
}

/** Round robin, as the deployed product does it; what our own API has set more exactly stays. */
async function assignByItself(tx: Tx, act: Act, channelId: number, isOn: boolean): Promise<void> {
  const { assignment } = await getChannelSettings(tx, seesAll(act), channelId);
  if (isOn === (assignment.mode !== 'off')) return;
  await changeChannelSettings(tx, act, channelId, { assignment: { ...assignment, mode: isOn ? 'round-robin' : 'off' } });
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
