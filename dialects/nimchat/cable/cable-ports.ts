import { authenticateMemberToken, authenticateMemberTokens, getAccount, type Principal, type SecretKey } from '#core/accounts/index.ts';
import { findContactByPubsubToken, findContactsByPubsubTokens, noteVisitor, type KnownContact, type Outside } from '#core/channels/index.ts';
import { nowText, systemAct, type Clock } from '#core/kernel/index.ts';
import type { Database } from '#http/index.ts';
import type { CableCaller, CableFrame, CablePorts, RoomName } from '#realtime/index.ts';
import { contactFrames } from './contact-frames.ts';
import { openPresenceFrames } from './presence-frames.ts';
import { readerPlaces } from './reader-places.ts';
import { userFrames } from './user-frames.ts';

export const cablePath = '/cable';
export const cableChannel = 'RoomChannel';

/** What this API says at `/cable`: who comes in by which token, and what events look like. */
export function createCablePorts({ database, outside, clock }: { database: Database; outside: Pick<Outside, 'key'>; clock: Clock }): CablePorts {
  const places = readerPlaces();
  let key: SecretKey | null = null;

  async function admit(room: RoomName): Promise<CableCaller | null> {
    const { pubsub_token: token, account_id: accountId, user_id: userId } = room;
    if (typeof token !== 'string') return null;
    key ??= await outside.key();
    const member = await authenticateMemberToken(database, token);
    // A contact names nothing but the token; an agent the account and himself, which have to be his.
    if (member) return isNamed(accountId, member.accountId) && (isNamed(userId, member.agentId) || isNamed(userId, member.userId)) ? asUser(token, member) : null;
    const contact = await findContactByPubsubToken(database, token);
    if (!contact) return null;
    await database.withAccount(contact.accountId, (tx) => noteVisitor(tx, systemAct(contact.accountId, nowText(clock), 'cable'), contact));
    return asContact(token, contact);
  }

  return {
    admit,
    recheck: async (callers) => {
      const tokensOf = (kind: CableCaller['kind']): string[] => callers.filter((caller) => caller.kind === kind).map(({ access }) => access);
      const [members, contacts] = [await authenticateMemberTokens(database, tokensOf('user')), await findContactsByPubsubTokens(database, tokensOf('contact'))];
      return new Map<string, CableCaller>([
        ...[...members].flatMap(([token, member]): [string, CableCaller][] => { const caller = asUser(token, member); return caller ? [[token, caller]] : []; }),
        ...[...contacts].map(([token, contact]): [string, CableCaller] => [token, asContact(token, contact)]),
      ]);
    },
    frames: async (accountId, events) => {
      const name = (await getAccount(database, accountId))?.name ?? '';
      const act = systemAct(accountId, nowText(clock), 'cable');
      let isPersonal = false;
      const linkTo = (attachmentId: number): string => {
        isPersonal = true;
        return places.linkTo(attachmentId);
      };
      const frames = await database.withAccount(accountId, async (tx): Promise<CableFrame[]> => [
        ...await userFrames(tx, act, events, { account: { id: accountId, name }, linkTo, base: places.base }), ...await contactFrames(tx, act, events, linkTo),
      ], { isolation: 'repeatable read', readOnly: true });
      return isPersonal ? frames.map((frame) => ({ ...frame, isPersonal })) : frames;
    },
    openPresence: (accountId) => openPresenceFrames({ database, clock }, accountId),
    forReader: (text, caller, base) => (key === null ? text : places.fill(text, caller, base, key, clock.nowMs())),
  };
}

/** Not given, or the one that it has to be; clients write ids as text, too. */
function isNamed(given: unknown, id: number | null): boolean {
  return given === undefined || given === null || given === '' || (id !== null && (given === id || given === String(id)));
}

/** Null: a role that may not read conversations has nothing to hear. */
function asUser(access: string, { accountId, userId, permissions }: Principal): CableCaller | null {
  return permissions.has('conversations.read') ? { kind: 'user', accountId, userId, permissions, access } : null;
}

function asContact(access: string, { accountId, contactId, channelId, sourceId }: KnownContact): CableCaller {
  return { kind: 'contact', accountId, contactId, channelId, sourceId, access };
}
