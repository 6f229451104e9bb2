import { invalid } from '#core/kernel/index.ts';
import { defaultSiteSettings, type PreChatField, type ProactiveGreeting, type SiteFeatures, type SiteSettings } from './site-settings.ts';

const textMax = 2_000;
const domainsMax = 50;
const greetingsMax = 20;

/** The change, with its words trimmed. Throws `invalid` for the first key that makes no sense; a key that there is not is refused too. */
export function checkSiteSettings(change: Partial<SiteSettings>): Partial<SiteSettings> {
  for (const key of Object.keys(change)) if (!Object.hasOwn(checks, key)) throw invalid(key, 'is no setting of a site', 'wrong-kind');
  const checked = Object.entries(change).filter(([, value]) => value !== undefined).map(([key, value]) => [key, checks[key as keyof SiteSettings](value as never)]);
  return Object.fromEntries(checked) as Partial<SiteSettings>;
}

const checks: { readonly [Key in keyof SiteSettings]: (value: SiteSettings[Key]) => SiteSettings[Key] } = {
  websiteUrl: (value) => webUrl('websiteUrl', value),
  welcomeTitle: (value) => words('welcomeTitle', value, 200),
  welcomeTagline: (value) => words('welcomeTagline', value, 500),
  awayMessage: (value) => words('awayMessage', value),
  color: (value) => {
    if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value)) throw invalid('color', 'must be a colour such as #1f5fbf', 'no-colour');
    return value.toLowerCase();
  },
  side: (value) => oneOf('side', value, ['right', 'left']),
  greetingEnabled: (value) => flag('greetingEnabled', value),
  greetingMessage: (value) => words('greetingMessage', value),
  replyTime: (value) => oneOf('replyTime', value, ['minutes', 'hours', 'day', 'none']),
  preChat: (value) => {
    if (!isObject(value)) throw invalid('preChat', 'must be an object', 'wrong-kind');
    return { isOn: flag('preChat.isOn', value.isOn), message: words('preChat.message', value.message), fields: preChatFields(value.fields) };
  },
  features: (value) => {
    if (!isObject(value)) throw invalid('features', 'must be an object', 'wrong-kind');
    for (const name of Object.keys(value)) if (!Object.hasOwn(defaultSiteSettings.features, name)) throw invalid(`features.${name}`, 'is no feature', 'wrong-kind');
    return Object.fromEntries(Object.entries({ ...defaultSiteSettings.features, ...value }).map(([name, isOn]) => [name, flag(`features.${name}`, isOn)])) as unknown as SiteFeatures;
  },
  allowedDomains: (value) => list('allowedDomains', value, domainsMax).map((each, at) => {
    const clean = typeof each === 'string' ? each.trim().toLowerCase() : '';
    if (!/^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::\d{1,5})?$/.test(clean)) throw invalid(`allowedDomains.${at}`, 'must be a host name such as www.example.com or *.example.com', 'no-host');
    return clean;
  }),
  showsHours: (value) => flag('showsHours', value),
  greetings: (value) => list('greetings', value, greetingsMax).map((each, at) => greeting(`greetings.${at}`, each)),
};

function greeting(field: string, value: ProactiveGreeting): ProactiveGreeting {
  if (!isObject(value)) throw invalid(field, 'must be an object', 'wrong-kind');
  const { seconds } = value;
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 3_600) throw invalid(`${field}.seconds`, 'must be a whole number of seconds from 0 to 3600', 'out-of-range', { min: 0, max: 3_600 });
  const text = words(`${field}.text`, value.text, 1_000);
  if (text === '') throw invalid(`${field}.text`, 'must not be empty', 'empty');
  return { url: words(`${field}.url`, value.url, 500), seconds, text };
}

function preChatFields(fields: readonly PreChatField[]): PreChatField[] {
  const checked = list('preChat.fields', fields, 3).map((each, at) => {
    if (!isObject(each)) throw invalid(`preChat.fields.${at}`, 'must be an object', 'wrong-kind');
    return { name: oneOf(`preChat.fields.${at}.name`, each.name, ['name', 'email', 'phone']), isRequired: flag(`preChat.fields.${at}.isRequired`, each.isRequired) };
  });
  if (new Set(checked.map(({ name }) => name)).size !== checked.length) throw invalid('preChat.fields', 'must name each field once', 'there-twice');
  return checked;
}

function words(field: string, value: unknown, max: number = textMax): string {
  if (typeof value !== 'string') throw invalid(field, 'must be text', 'wrong-kind');
  if (value.length > max) throw invalid(field, `must have at most ${max} characters`, 'too-long', { max });
  if (!value.isWellFormed() || value.includes('\u0000')) throw invalid(field, 'must be well-formed text without NUL', 'bad-characters');
  return value.trim();
}

function webUrl(field: string, value: unknown): string {
  const text = words(field, value, 500);
  if (text !== '' && (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))) throw invalid(field, 'must be an http or https address', 'no-link');
  return text;
}

function flag(field: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw invalid(field, 'must be true or false', 'wrong-kind');
  return value;
}

function oneOf<T extends string>(field: string, value: T, allowed: readonly T[]): T {
  if (!allowed.includes(value)) throw invalid(field, `must be one of ${allowed.join(', ')}`, 'not-offered');
  return value;
}

function list<T>(field: string, value: readonly T[], max: number): readonly T[] {
  if (!Array.isArray(value)) throw invalid(field, 'must be a list', 'wrong-kind');
  if (value.length > max) throw invalid(field, `must be at most ${max}`, 'too-many-items', { max });
  return value as readonly T[];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
