import type { ConversationInput, FactMessage, FactParty } from './conversation-input.ts';

/** Builders for tests: a conversation without messages, calendars or settings, and mails between named people. */
export const emptyInput: ConversationInput = {
  conversationId: 1,
  kind: 'mail',
  listMode: false,
  life: { state: 'open', closedAt: null },
  turnSet: null,
  botStays: [],
  messages: [],
  line: [],
  calendars: () => [],
  queueCalendars: () => [],
  settings: {
    internalDomains: [{ validFrom: null, value: ['desk.example'] }],
    outliers: [],
    slaCalendars: [],
    leave: [],
  },
};

const party = (address: string): FactParty => ({ address, domain: address.split('@')[1] ?? '', isInternal: null });

/** A mail from one address to others; whoever is at desk.example is one of us, `ada` being agent 1 and `abe` agent 2. */
export function mail(id: number, at: string, from: string, to: readonly string[], more: Partial<FactMessage> = {}): FactMessage {
  const agentId = from.startsWith('ada@') ? 1 : from.startsWith('abe@') ? 2 : null;
  return {
    id,
    channelId: 1,
    direction: from.endsWith('@desk.example') ? 'outgoing' : 'incoming',
    at: Date.parse(at),
    sender: { ...party(from), agentId },
    recipients: to.map((address) => ({ ...party(address), role: 'to', isOurChannel: address === 'help@desk.example' })),
    isAutomatic: false,
    isBot: false,
    isForward: false,
    refersToUnknown: false,
    parentId: null,
    isFiltered: false,
    ...more,
  };
}

/** A note by an agent. */
export function note(id: number, at: string): FactMessage {
  return mail(id, at, 'ada@desk.example', [], { direction: 'note' });
}
