import { getChannel } from '#core/channels/index.ts';
import { getMessage } from '#core/desk/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { ToldEvent, WebhookFormat } from '#core/webhooks/index.ts';
import type { Tx } from '#http/index.ts';
import { cardOf } from '../views/conversations.ts';

const textMax = 3_000;

/** Posts for a Slack-compatible incoming webhook: `{"text"}`, its markup escaped (https://docs.slack.dev/messaging/formatting-message-text, escaping text). Notes stay inside. */
export const chatPostFormat: WebhookFormat = {
  render: async (tx, act, told, { base }) => {
    const text = await textOf(tx, act, told, base);
    return text === null ? null : post(text);
  },
  sample: () => post('Patchbay can post here.'),
};

async function textOf(tx: Tx, act: Act, { topic, conversationId, messageId }: ToldEvent, base: string): Promise<string | null> {
  if (conversationId === null) return null;
  const { conversation, contact } = await cardOf(tx, act, conversationId);
  const { name: channel } = await getChannel(tx, act, conversation.channelId);
  const number = base === '' ? `#${conversation.id}` : `<${base}/app/open/${conversation.id}|#${conversation.id}>`;
  const who = contact?.name || contact?.email || 'somebody';
  if (topic === 'conversation.opened') return `${number} ${escaped(`New conversation in ${channel} with ${who}${conversation.subject === '' ? '' : `: ${conversation.subject}`}`)}`;
  if (topic !== 'message.stored' || messageId === null) return null;
  const message = await getMessage(tx, act, conversation.id, messageId);
  if (message.direction !== 'incoming' && message.direction !== 'outgoing') return null;
  const author = message.direction === 'incoming' ? who : message.authorName || channel;
  return `${number} ${escaped(`${author}: ${message.text.slice(0, textMax).toWellFormed()}`)}`;
}

/** Names, subjects and texts of strangers: no mentions, no links, no formatting of theirs. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function post(text: string): string {
  return JSON.stringify({ text, mrkdwn: true, unfurl_links: false, unfurl_media: false, link_names: false });
}
