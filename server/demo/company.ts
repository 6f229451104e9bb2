import type { CalendarDefinition } from '#core/calendars/index.ts';
import type { SettingBodies } from '#core/settings/index.ts';

/** The invented company: it makes tea machines. All domains are reserved ones (RFC 2606). */
export const company = { accountName: 'Samowerk Demo', slug: 'samowerk-demo', zone: 'Europe/Berlin', domain: 'samowerk.example', listDomain: 'lists.samowerk.example' } as const;

export type Language = 'english' | 'german';
export type ChannelKey = 'help' | 'orders' | 'dealers' | 'list';
export type TeamKey = 'service' | 'sales';
export type AgentKey = 'mira' | 'jonas' | 'nadia' | 'henrik' | 'lotte' | 'ruben';

export interface Channel { readonly address: string; readonly name: string; readonly isList: boolean; readonly team: TeamKey }

export const channels: Readonly<Record<ChannelKey, Channel>> = {
  help: { address: 'help@samowerk.example', name: 'Help', isList: false, team: 'service' },
  orders: { address: 'orders@samowerk.example', name: 'Orders', isList: false, team: 'sales' },
  dealers: { address: 'dealers@samowerk.example', name: 'Dealers', isList: false, team: 'sales' },
  list: { address: 'brewing@lists.samowerk.example', name: 'Brewing (mailing list)', isList: true, team: 'service' },
};

export interface DemoAgent {
  readonly name: string;
  readonly address: string;
  readonly team: TeamKey;
  readonly zone: string;
  readonly languages: readonly Language[];
  readonly channels: readonly ChannelKey[];
  /** Business minutes until an answer, median and spread (of the logarithm). */
  readonly pace: readonly [median: number, spread: number];
  /** Share of the work within the team. */
  readonly share: number;
}

export const agents: Readonly<Record<AgentKey, DemoAgent>> = {
  mira: { name: 'Mira Kesselring', address: 'mira.kesselring@samowerk.example', team: 'service', zone: 'Europe/Berlin', languages: ['german', 'english'], channels: ['help', 'list'], pace: [38, 0.8], share: 5 },
  jonas: { name: 'Jonas Bracht', address: 'jonas.bracht@samowerk.example', team: 'service', zone: 'Europe/Berlin', languages: ['german', 'english'], channels: ['help', 'list'], pace: [185, 0.7], share: 3 },
  nadia: { name: 'Nadia Thorburn', address: 'nadia.thorburn@samowerk.example', team: 'service', zone: 'America/Halifax', languages: ['english'], channels: ['help', 'orders', 'list'], pace: [45, 0.7], share: 3 },
  henrik: { name: 'Henrik Osterloh', address: 'henrik.osterloh@samowerk.example', team: 'sales', zone: 'Europe/Berlin', languages: ['german', 'english'], channels: ['orders', 'dealers'], pace: [60, 0.8], share: 4 },
  lotte: { name: 'Lotte Amsinck', address: 'lotte.amsinck@samowerk.example', team: 'sales', zone: 'Europe/Berlin', languages: ['german', 'english'], channels: ['orders'], pace: [50, 0.7], share: 4 },
  ruben: { name: 'Rubén Castellar', address: 'ruben.castellar@samowerk.example', team: 'sales', zone: 'Europe/Berlin', languages: ['german', 'english'], channels: ['orders', 'dealers'], pace: [75, 0.8], share: 3 },
};

export const agentKeys = Object.keys(agents) as AgentKey[];
export const teamNames: Readonly<Record<TeamKey, string>> = { service: 'Service', sales: 'Orders and dealers' };

const weekday = [['08:30', '12:30'], ['13:15', '17:30']] as const;

/** Opening hours with a lunch break; Fridays end early. */
export function openingHours(holidays: readonly string[]): CalendarDefinition {
  return { zone: company.zone, hours: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: [['08:30', '12:30'], ['13:15', '16:00']] }, holidays };
}

/** Dealers are answered through the lunch break, and until four on every day. */
export function dealerHours(holidays: readonly string[]): CalendarDefinition {
  const day = [['09:00', '16:00']] as const;
  return { zone: company.zone, hours: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays };
}

const hours = (number: number): number => number * 3_600;

export const replyGoals: SettingBodies['reply-goals'] = {
  firstReply: { goal: hours(2), bands: [hours(0.5), hours(1), hours(2), hours(4), hours(8)] },
  overall: { goal: hours(3), bands: [hours(1), hours(2), hours(3), hours(8)] },
  close: { goal: hours(16), bands: [hours(4), hours(8), hours(16), hours(33)] },
};

export const outliers: SettingBodies['outliers'] = { firstReply: hours(12), overall: hours(16), forward: null, close: hours(60) };

export const labels = {
  fault: { name: 'fault', colour: '#c2410c' },
  cleaning: { name: 'cleaning', colour: '#0e7490' },
  spare: { name: 'spare part', colour: '#7c3aed' },
  delivery: { name: 'delivery', colour: '#1d4ed8' },
  invoice: { name: 'invoice', colour: '#4d7c0f' },
  returns: { name: 'return', colour: '#be123c' },
  wholesale: { name: 'wholesale', colour: '#a16207' },
  idea: { name: 'idea', colour: '#15803d' },
  urgent: { name: 'urgent', colour: '#dc2626' },
} as const;

export type LabelKey = keyof typeof labels;
