import { entries, originKey, type Interaction, type InteractionOrigin, type InteractionWords } from '#core/interactions/index.ts';

type Origin = Pick<Interaction, 'direction' | 'entry' | 'isScheduled'>;

/** The filter's word, the words that are shown (of the last three the document gives none: they follow the others), and what it means. */
const calls = {
  ActionOnlyCall: ['Action Only', { entries: ['external'] }],
  AgentScheduledCall: ['Voice Scheduled (Agent)', { direction: 'out', notEntries: ['external'], isScheduled: true }],
  OutboundCall: ['Voice Outbound', { direction: 'out', notEntries: ['external'], isScheduled: false }],
  ScheduledCallApp: ['Voice Scheduled (App)', { direction: 'in', entries: ['app'], isScheduled: true }],
  IncomingCallApp: ['Voice Inbound (App)', { direction: 'in', entries: ['app'], isScheduled: false }],
  ScheduledCallWeb: ['Voice Scheduled (Web)', { direction: 'in', entries: ['web'], isScheduled: true }],
  IncomingCallWeb: ['Voice Callback (Web)', { direction: 'in', entries: ['web'], isScheduled: false }],
  IvrCall: ['Voice Inbound (IVR)', { direction: 'in', notEntries: ['external', 'app', 'web'] }],
} as const satisfies Record<string, readonly [string, InteractionOrigin]>;

/** `in-app` stands in one of the document's examples. */
const chats = {
  app: ['Messaging Inbound (App Chat)', { notEntries: ['web', 'sms'] }],
  web: ['Messaging Inbound (Web Chat)', { entries: ['web'] }],
  sms: ['Messaging (SMS)', { entries: ['sms'] }],
} as const satisfies Record<string, readonly [string, InteractionOrigin]>;

export type CallType = keyof typeof calls;
export type ChatType = keyof typeof chats;
export const callTypes = Object.keys(calls) as CallType[];
export const chatTypes = Object.keys(chats) as ChatType[];
export const callTypeSpellings = Object.fromEntries(callTypes.map((type) => [type, [calls[type][0]]])) as Record<CallType, string[]>;
export const chatTypeSpellings: Record<ChatType, string[]> = { app: [chats.app[0], 'in-app', 'AppChat', 'app chat'], web: [chats.web[0], 'in-web', 'WebChat', 'web chat'], sms: [chats.sms[0], 'SmsChat'] };
export const callTypeNames = callTypes.map((type) => calls[type][0]);
export const chatTypeNames = chatTypes.map((type) => chats[type][0]);
export const callOriginsOf = (types: readonly CallType[]): InteractionOrigin[] => types.map((type) => calls[type][1]);
export const chatOriginsOf = (types: readonly ChatType[]): InteractionOrigin[] => types.map((type) => chats[type][1]);
export const callTypeOf = (origin: Origin): (typeof callTypeNames)[number] => calls[callTypes.find((type) => fits(origin, calls[type][1]))!][0];
export const chatTypeOf = (origin: Origin): (typeof chatTypeNames)[number] => chats[chatTypes.find((type) => fits(origin, chats[type][1]))!][0];

function fits(origin: Origin, { direction, entries, notEntries, isScheduled }: InteractionOrigin): boolean {
  return (direction === undefined || origin.direction === direction) && (entries === undefined || entries.includes(origin.entry))
    && (notEntries === undefined || !notEntries.includes(origin.entry)) && (isScheduled === undefined || origin.isScheduled === isScheduled);
}

/** For a sort by the words that are shown: each way that a call or chat can have come about. */
const origins: readonly Origin[] = (['in', 'out'] as const).flatMap((direction) => entries.flatMap((entry) => [false, true].map((isScheduled) => ({ direction, entry, isScheduled }))));
export const callTypeWords: InteractionWords = Object.fromEntries(origins.map((origin) => [originKey(origin), callTypeOf(origin)]));
export const chatTypeWords: InteractionWords = Object.fromEntries(origins.map((origin) => [originKey(origin), chatTypeOf(origin)]));
