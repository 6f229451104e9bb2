import type { IntegrationApp, IntegrationChange, IntegrationInput } from '#core/integrations/index.ts';
import { InvalidInput } from '#http/index.ts';
import { everyTopic, subscriptions, topicOf, type Subscription } from '../webhook-words.ts';

/** What can be connected, in this API's words. */
interface App { readonly app: IntegrationApp; readonly name: string; readonly description: string; readonly hookType: 'account' | 'inbox'; readonly allowsSeveral: boolean }

export const appIds = ['webhook', 'slack', 'dialogflow', 'openai'] as const;
export type AppId = (typeof appIds)[number];

export const apps: Readonly<Record<AppId, App>> = {
  webhook: { app: 'webhook', name: 'Webhooks', description: 'Tells an address what happens. Settings: url, subscriptions.', hookType: 'account', allowsSeveral: true },
  slack: { app: 'chat-post', name: 'Slack', description: 'Posts new conversations and messages to an incoming webhook of Slack, Mattermost, Rocket.Chat or the like. Settings: webhook_url.', hookType: 'account', allowsSeveral: true },
  dialogflow: { app: 'bot-endpoint', name: 'Dialogflow', description: 'Asks a program that speaks like Dialogflow\'s detectIntent what to answer in an inbox, and hands over to people. Settings: endpoint_url.', hookType: 'inbox', allowsSeveral: true },
  openai: { app: 'draft-helper', name: 'OpenAI', description: 'Drafts an answer when an agent asks for one, by an OpenAI-compatible endpoint. Settings: endpoint, model, api_key.', hookType: 'account', allowsSeveral: false },
};

export const appIdOf = (app: IntegrationApp): AppId => appIds.find((id) => apps[id].app === app)!;

type Settings = Readonly<Record<string, unknown>>;

/** Settings as a hook is made with them; the addresses are still to be asked about (`targets`). */
export function newIntegration(id: AppId, settings: Settings, channelId: number | null): IntegrationInput {
  refuseUnknown(id, settings);
  const base = { app: apps[id].app, channelId, secret: null, told: null, botName: null };
  switch (id) {
    case 'webhook': return { ...base, settings: { url: text(settings, 'url'), subscriptions: chosen(settings) }, told: told('nimchat', text(settings, 'url'), chosen(settings).map(topicOf)) };
    case 'slack': return { ...base, settings: {}, told: told('chat-post', text(settings, 'webhook_url'), ['conversation.opened', 'message.stored']) };
    case 'dialogflow': return { ...base, settings: { endpoint_url: text(settings, 'endpoint_url') }, told: told('bot-endpoint', text(settings, 'endpoint_url'), ['message.stored']), botName: 'Dialogflow' };
    case 'openai': return { ...base, settings: { endpoint: text(settings, 'endpoint'), model: text(settings, 'model') }, secret: optional(settings, 'api_key') };
  }
}

/** Of a hook that is there: what is not given stays, a key too. */
export function changedIntegration(id: AppId, before: Settings, settings: Settings): IntegrationChange {
  refuseUnknown(id, settings);
  const merged = { ...before, ...settings };
  switch (id) {
    case 'webhook': case 'dialogflow': {
      const { settings: kept, told: tells } = newIntegration(id, merged, null);
      return { settings: kept, told: { url: tells!.url, topics: tells!.topics } };
    }
    case 'slack': return { settings: {}, ...(settings['webhook_url'] !== undefined && { told: { url: text(settings, 'webhook_url'), topics: ['conversation.opened', 'message.stored'] } }) };
    case 'openai':
      // A key that is kept goes to nobody else's server.
      if (settings['endpoint'] !== undefined && URL.parse(text(merged, 'endpoint'))?.origin !== URL.parse(String(before['endpoint']))?.origin && settings['api_key'] === undefined) throw new InvalidInput([{ field: 'settings', problem: 'take api_key, too, where endpoint becomes another server' }]);
      return { settings: { endpoint: text(merged, 'endpoint'), model: text(merged, 'model') }, ...(settings['api_key'] !== undefined && { secret: optional(settings, 'api_key') }) };
  }
}

/** Addresses that are called. */
export function targetsOf({ told, settings }: Pick<IntegrationChange, 'told' | 'settings'> | { told: IntegrationInput['told']; settings: Settings }): string[] {
  return [...(told ? [told.url] : []), ...(typeof settings['endpoint'] === 'string' ? [settings['endpoint']] : [])];
}

const fields: Readonly<Record<AppId, readonly string[]>> = { webhook: ['url', 'subscriptions'], slack: ['webhook_url'], dialogflow: ['endpoint_url'], openai: ['endpoint', 'model', 'api_key'] };

function refuseUnknown(id: AppId, settings: Settings): void {
  const strange = Object.keys(settings).find((key) => !fields[id].includes(key));
  if (strange !== undefined) throw new InvalidInput([{ field: 'settings', problem: `take ${fields[id].join(', ')}` }]);
}

function told(format: string, url: string, topics: readonly string[]) {
  return { format, url, topics };
}

function text(settings: Settings, key: string): string {
  const value = settings[key];
  if (typeof value !== 'string' || value === '' || value.length > 2_000) throw new InvalidInput([{ field: 'settings', problem: `must have ${key}, a text of at most 2000 characters` }]);
  return value;
}

function optional(settings: Settings, key: string): string | null {
  return settings[key] === undefined || settings[key] === null || settings[key] === '' ? null : text(settings, key);
}

function chosen(settings: Settings): Subscription[] {
  const given = settings['subscriptions'];
  if (given === undefined) return subscriptions.filter((word) => everyTopic.includes(topicOf(word)));
  const isFine = Array.isArray(given) && given.length > 0 && given.every((word): word is Subscription => subscriptions.includes(word as Subscription));
  if (!isFine) throw new InvalidInput([{ field: 'settings', problem: `subscriptions must be some of ${subscriptions.join(', ')}` }]);
  return given;
}
