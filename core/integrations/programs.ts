import { invalid, notFound } from '#core/kernel/index.ts';
import type { Integration } from './integration.ts';
import type { IntegrationChange, IntegrationInput } from './integrations.ts';

/** What is connected by an address alone. A webhook is a subscription of core/webhooks, which has its own commands. */
export const programApps = ['chat-post', 'bot-endpoint', 'draft-helper'] as const;
export type ProgramApp = (typeof programApps)[number];

export interface ProgramInput {
  readonly app: ProgramApp;
  /** http or https; whether it may be called at all is asked outside (`Outside.checkTarget`). */
  readonly url: string;
  /** Only there; a bot endpoint needs one. */
  readonly channelId?: number | null | undefined;
  /** Of a draft helper. */
  readonly model?: string | undefined;
  readonly secret?: string | null | undefined;
  /** In which name a bot endpoint answers. */
  readonly name?: string | undefined;
}

/** What is not named stays. */
export interface ProgramChange { readonly url?: string | undefined; readonly model?: string | undefined; readonly secret?: string | null | undefined }

const topics = { 'chat-post': ['conversation.opened', 'message.stored'], 'bot-endpoint': ['message.stored'] } as const;

/** As it is connected. */
export function newProgram({ app, url, channelId = null, model, secret = null, name }: ProgramInput): IntegrationInput {
  const base = { app, channelId, secret: null, told: null, botName: null };
  switch (app) {
    case 'chat-post': return { ...base, settings: {}, told: { url, format: app, topics: topics[app] } };
    case 'bot-endpoint': return { ...base, settings: { endpoint_url: url }, told: { url, format: app, topics: topics[app] }, botName: name?.trim() || 'Bot' };
    case 'draft-helper': return { ...base, settings: { endpoint: url, model: modelOf(model) }, channelId: null, secret };
  }
}

/** Of one that is there. A key that is kept goes to nobody else's server. */
export function changedProgram({ app, settings }: Integration, { url, model, secret }: ProgramChange): IntegrationChange {
  switch (app) {
    case 'webhook': throw notFound('integration');
    case 'chat-post': return { settings, ...(url !== undefined && { told: { url, topics: topics[app] } }) };
    case 'bot-endpoint': return { settings: url === undefined ? settings : { ...settings, endpoint_url: url }, ...(url !== undefined && { told: { url, topics: topics[app] } }) };
    case 'draft-helper': {
      const isElsewhere = url !== undefined && URL.parse(url)?.origin !== URL.parse(String(settings['endpoint']))?.origin;
      if (isElsewhere && secret === undefined) throw invalid('secret', 'must be given where the address becomes another server', 'key-for-elsewhere');
      return { settings: { endpoint: url ?? settings['endpoint'], model: model === undefined ? settings['model'] : modelOf(model) }, ...(secret !== undefined && { secret }) };
    }
  }
}

function modelOf(model: string | undefined): string {
  const named = model?.trim() ?? '';
  if (named === '') throw invalid('model', 'must be named', 'empty');
  return named;
}
