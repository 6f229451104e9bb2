import { findContactSource, findOnlineContacts, findTypingVisitors, keepVisitors } from '#core/channels/index.ts';
import { findSourcesOf } from '#core/conversations/index.ts';
import { contactNames } from '#core/contacts/index.ts';
import { findAgentCards } from '#core/desk/index.ts';
import { nowText, systemAct, type Clock } from '#core/kernel/index.ts';
import { findAvailability } from '#core/presence/index.ts';
import type { Database, Tx } from '#http/index.ts';
import type { Audience, CableCaller, CablePresence } from '#realtime/index.ts';
import type { NamedFrame } from './cable-events.ts';

const agents: Audience = { kind: 'users', permission: 'conversations.read' };

/** Somebody who types: by conversation and who. */
interface Typist { readonly conversationId: number; readonly user: Readonly<Record<string, unknown>>; readonly userId: number | null }
interface Standing { readonly users: Readonly<Record<string, string>>; readonly contacts: Readonly<Record<string, string>>; readonly typists: ReadonlyMap<string, Typist> }

/** Who is there and who types in one account, told where it differs from the look before. Leases of the database: the same in every process, and never events. */
export function openPresenceFrames({ database, clock }: { database: Database; clock: Clock }, accountId: number): CablePresence {
  let before: Standing = { users: {}, contacts: {}, typists: new Map() };

  async function readStanding(tx: Tx, leases: readonly { readonly conversationId: number; readonly userId: number; readonly kind: string }[]): Promise<Standing> {
    const act = systemAct(accountId, nowText(clock), 'cable');
    const availability = await findAvailability(tx, act);
    const users = Object.fromEntries([...availability].flatMap(([id, { availability: word }]) => (word === 'offline' ? [] : [[String(id), word === 'busy' ? 'busy' : 'online']])));
    const contacts = Object.fromEntries((await findOnlineContacts(tx)).map((id) => [String(id), 'online']));
    return { users, contacts, typists: await findTypists(tx, leases) };
  }

  async function findTypists(tx: Tx, leases: readonly { readonly conversationId: number; readonly userId: number; readonly kind: string }[]): Promise<ReadonlyMap<string, Typist>> {
    const typing = leases.filter(({ kind }) => kind === 'typing');
    const visitors = await findTypingVisitors(tx);
    if (typing.length === 0 && visitors.length === 0) return new Map();
    const act = systemAct(accountId, nowText(clock), 'cable');
    const cards = typing.length === 0 ? [] : await findAgentCards(tx, act);
    const found = new Map<string, Typist>();
    for (const { conversationId, userId } of typing) {
      const card = cards.find((each) => each.userId === userId);
      if (card) found.set(`user ${userId} ${conversationId}`, { conversationId, userId, user: { id: card.id, name: card.name, thumbnail: '', type: 'user' } });
    }
    for (const { conversationId, channelId, sourceId } of visitors) {
      const source = await findContactSource(tx, act, channelId, sourceId);
      const [contact] = source ? await contactNames(tx, [source.contactId]) : [];
      if (contact) found.set(`contact ${contact.id} ${conversationId}`, { conversationId, userId: null, user: { id: contact.id, name: contact.name, thumbnail: '', type: 'contact' } });
    }
    return found;
  }

  async function typingFrames(tx: Tx, event: 'conversation.typing_on' | 'conversation.typing_off', typists: readonly Typist[]): Promise<NamedFrame[]> {
    const sources = new Map((await findSourcesOf(tx, typists.map(({ conversationId }) => conversationId))).map((each) => [each.conversationId, each]));
    return typists.flatMap(({ conversationId, user, userId }): NamedFrame[] => {
      const data = { account_id: accountId, conversation: { id: conversationId }, user, is_private: false };
      const source = userId === null ? undefined : sources.get(conversationId);
      return [
        { event, data, audience: { ...agents, ...(userId === null ? {} : { exceptUserId: userId }) } },
        ...(source ? [{ event, data, audience: { kind: 'contact', channelId: source.channelId, sourceId: source.sourceId } } as const] : []),
      ];
    });
  }

  const presenceFrames = ({ users, contacts }: Standing): NamedFrame[] => [
    { event: 'presence.update', data: { account_id: accountId, users, contacts }, audience: agents },
    { event: 'presence.update', data: { account_id: accountId, users }, audience: { kind: 'contacts' } },
  ];

  return {
    look: async ({ leases }, present) => {
      const sources = present.flatMap((caller: CableCaller) => (caller.kind === 'contact' ? [{ channelId: caller.channelId, sourceId: caller.sourceId }] : []));
      if (sources.length > 0) await database.withAccount(accountId, (tx) => keepVisitors(tx, sources));
      return database.withAccount(accountId, async (tx) => {
        const now = await readStanding(tx, leases);
        const began = [...now.typists].filter(([key]) => !before.typists.has(key)).map(([, typist]) => typist);
        const ended = [...before.typists].filter(([key]) => !now.typists.has(key)).map(([, typist]) => typist);
        const isOther = JSON.stringify([now.users, now.contacts]) !== JSON.stringify([before.users, before.contacts]);
        before = now;
        return [...(isOther ? presenceFrames(now) : []), ...await typingFrames(tx, 'conversation.typing_on', began), ...await typingFrames(tx, 'conversation.typing_off', ended)];
      }, { readOnly: true });
    },
    greet: async (caller) => {
      const [toUsers, toContacts] = presenceFrames(before);
      return [caller.kind === 'user' ? toUsers! : toContacts!];
    },
  };
}
