import { changeHandler, changeLife } from '#core/conversations/index.ts';
import { getMessage } from '#core/desk/index.ts';
import { findBotOfWebhook } from '#core/integrations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { WebhookFormat } from '#core/webhooks/index.ts';
import { post } from '../ports/post.ts';
import { cardOf } from '../views/conversations.ts';

const textMax = 10_000;
const answersMax = 5;

/**
 * A program is asked as Dialogflow's detectIntent is (`queryInput.text`), and answers in its `queryResult`: `fulfillmentText` or `fulfillmentMessages` with `text.text[]`, and
 * `payload: {"action": "handoff" | "resolve", "content"}`. Only what customers write while the bot has the conversation is asked.
 */
export const botAnswerFormat: WebhookFormat = {
  render: async (tx, act, { topic, type, conversationId, messageId }) => {
    if (topic !== 'message.stored' || type !== 'message.stored' || conversationId === null || messageId === null) return null;
    const { conversation } = await cardOf(tx, act, conversationId);
    if (conversation.handler !== 'bot' || conversation.life !== 'open') return null;
    const message = await getMessage(tx, act, conversationId, messageId);
    if (message.direction !== 'incoming' || message.isAutomatic) return null;
    return question(`projects/-/agent/sessions/${conversation.uuid}`, message.text.slice(0, textMax).toWellFormed());
  },
  sample: (_at, act) => question(`projects/-/agent/sessions/test-${act.accountId}`, 'Hello'),
  answered: async (tx, act, { conversationId }, answer, webhook) => {
    const result = resultIn(answer);
    const botId = conversationId === null ? null : await findBotOfWebhook(tx, act, webhook.id);
    if (result === null || botId === null || conversationId === null) return;
    const { conversation, channelKind } = await cardOf(tx, act, conversationId);
    if (conversation.handler !== 'bot') return; // people have it by now
    const bots: Act = { ...act, actor: { ...act.actor, kind: 'bot', id: botId } };
    for (const text of result.texts) await post(tx, bots, { channelKind, conversationId: conversation.id, direction: 'outgoing', text, agentId: null, isBot: true, files: [] });
    if (result.action === 'handoff') await changeHandler(tx, bots, conversation.id, 'person');
    if (result.action === 'resolve') await changeLife(tx, bots, [conversation.id], { life: 'resolved' });
  },
};

function question(session: string, text: string): string {
  return JSON.stringify({ session, queryInput: { text: { text, languageCode: 'en-US' } } });
}

interface Result { readonly texts: readonly string[]; readonly action: 'handoff' | 'resolve' | null }

/** Null: it is none. What is strange in it is passed over. */
function resultIn(answer: string): Result | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer);
  } catch {
    return null;
  }
  const result = mapIn(mapIn(parsed)?.['queryResult']);
  if (!result) return null;
  const messages = Array.isArray(result['fulfillmentMessages']) ? result['fulfillmentMessages'].map(mapIn) : [];
  const texts = messages.flatMap((message) => {
    const lines = mapIn(message?.['text'])?.['text'];
    const content = mapIn(message?.['payload'])?.['content'];
    return [...(Array.isArray(lines) ? lines : []), ...(content === undefined ? [] : [content])];
  });
  const all = (texts.length > 0 ? texts : [result['fulfillmentText']]).filter((text): text is string => typeof text === 'string' && text.trim() !== '');
  const actions = messages.map((message) => mapIn(message?.['payload'])?.['action']);
  return { texts: all.slice(0, answersMax).map((text) => text.replaceAll('\0', '').slice(0, textMax).toWellFormed()), action: actions.includes('handoff') ? 'handoff' : actions.includes('resolve') ? 'resolve' : null };
}

function mapIn(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : null;
}
