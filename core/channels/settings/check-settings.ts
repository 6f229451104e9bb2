import { checkName } from '#core/accounts/index.ts';
import { invalid } from '#core/kernel/index.ts';
import { mailLanguages, type AutoReplyText, type ChannelSettings } from './channel-settings.ts';

const textMax = 20_000;

/** The change with its names trimmed. Throws `invalid` for the first key that makes no sense; a key that there is not is refused too. */
export function checkSettings(change: Partial<ChannelSettings>): Partial<ChannelSettings> {
  for (const key of Object.keys(change)) if (!Object.hasOwn(checks, key)) throw invalid(key, 'is no setting of a channel', 'wrong-kind');
  const checked = Object.entries(change).filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, checks[key as keyof ChannelSettings](value as never)]);
  return Object.fromEntries(checked) as Partial<ChannelSettings>;
}

const checks: { readonly [Key in keyof ChannelSettings]: (value: ChannelSettings[Key]) => ChannelSettings[Key] } = {
  fromName: (value) => (value === null ? null : checkName('fromName', value)),
  fromStyle: (value) => oneOf('fromStyle', value, ['agent', 'channel', 'agent-channel']),
  language: (value) => oneOf('language', value, mailLanguages),
  signature: (value) => (value === null ? null : checkTexts('signature', value)),
  undoSeconds: (value) => {
    if (value !== null && (!Number.isInteger(value) || value < 0 || value > 60)) throw invalid('undoSeconds', 'must be a whole number of seconds from 0 to 60, or null', 'undo-seconds');
    return value;
  },
  autoReply: (value) => {
    if (typeof value !== 'object' || value === null) throw invalid('autoReply', 'must be an object with inHours and outOfHours', 'wrong-kind');
    const part = (name: 'inHours' | 'outOfHours'): AutoReplyText | null => (value[name] === null || value[name] === undefined ? null : checkTexts(`autoReply.${name}`, value[name]));
    return { inHours: part('inHours'), outOfHours: part('outOfHours') };
  },
  trustedServers: checkServers,
  survey: (value) => {
    if (typeof value !== 'object' || value === null || typeof value.isOn !== 'boolean') throw invalid('survey.isOn', 'must be true or false', 'no-yes-or-no');
    return { isOn: value.isOn, question: value.question === null || value.question === undefined ? null : checkTexts('survey', { text: value.question, html: null }, questionMax).text };
  },
  assignment: (value) => {
    if (typeof value !== 'object' || value === null) throw invalid('assignment', 'must be an object with mode and perAgentMax', 'wrong-kind');
    const perAgentMax = (value as { readonly perAgentMax?: number | null }).perAgentMax ?? null;
    if (perAgentMax !== null && (!Number.isInteger(perAgentMax) || perAgentMax < 1 || perAgentMax > 1_000)) throw invalid('assignment.perAgentMax', 'must be 1 to 1000, or null', 'out-of-range');
    return { mode: oneOf('assignment.mode', value.mode, ['off', 'round-robin', 'balanced']), perAgentMax };
  },
};

const questionMax = 500;

const trustedServersMax = 10;

function checkServers(names: readonly string[]): string[] {
  if (!Array.isArray(names)) throw invalid('trustedServers', 'must be a list of names', 'wrong-kind');
  if (names.length > trustedServersMax) throw invalid('trustedServers', `must be at most ${trustedServersMax}`, 'too-many-items', { max: trustedServersMax });
  return [...new Set(names.map((name, at) => {
    const clean = typeof name === 'string' ? name.trim().toLowerCase() : '';
    if (!/^[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?$/.test(clean)) throw invalid(`trustedServers.${at}`, 'must be the name of a mail server as it stands first in Authentication-Results, such as mx.example.com', 'no-host');
    return clean;
  }))];
}

function checkTexts(field: string, value: { readonly text: string; readonly html: string | null }, lengthMax = textMax): { text: string; html: string | null } {
  if (typeof value !== 'object' || typeof value.text !== 'string') throw invalid(`${field}.text`, 'must be text', 'wrong-kind');
  const html = value.html ?? null;
  if (html !== null && typeof html !== 'string') throw invalid(`${field}.html`, 'must be text or null', 'wrong-kind');
  if (value.text.trim() === '') throw invalid(`${field}.text`, 'must not be empty', 'empty');
  for (const [name, text] of [['text', value.text], ['html', html ?? '']] as const) {
    if (text.length > lengthMax) throw invalid(`${field}.${name}`, `must have at most ${lengthMax} characters`, 'too-long', { max: lengthMax });
    if (!text.isWellFormed() || text.includes('\u0000')) throw invalid(`${field}.${name}`, 'must be well-formed text without NUL', 'bad-characters');
  }
  return { text: value.text, html };
}

function oneOf<T extends string>(field: string, value: T, allowed: readonly T[]): T {
  if (!allowed.includes(value)) throw invalid(field, `must be one of ${allowed.join(', ')}`, 'not-offered');
  return value;
}
