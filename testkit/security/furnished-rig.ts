import { addMember, endMember, revokeToken, startSession } from '#core/accounts/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { addNote, furnishAccount, type FurnishedAccount } from './furnish-account.ts';
import { apiDoors, doorAt, headersOf } from './doors.ts';
import { openBrowser, type Browser } from './browser.ts';
import { addPerson, giveToken, roles, type Person, type RoleName, type Tokens } from './people.ts';
import { openRig, rigNow, type Rig } from './rig.ts';

/** No log line and no answer may ever hold it. */
export const canaryPassword = 'Canary-otter-71-lantern';
export const dialect = 'timetoreply';

export interface Side extends FurnishedAccount {
  readonly people: Readonly<Record<RoleName, Person>>;
}

/** Two accounts with everything in them: `a` is the one that is attacked, `b` the attacker's. */
export interface FurnishedRig extends Rig {
  readonly a: Side;
  readonly b: Side;
  /** Agent in both accounts; this token is of b. */
  readonly shared: Person;
}

export async function openFurnishedRig(): Promise<FurnishedRig> {
  const rig = await openRig();
  const a = await furnishSide(rig, {
    account: 'Alderworks', domain: 'alder.test', subject: 'Quillfeather', customer: 'xenia@marzipan.test', agent: 'Ottilie Vane', team: 'Kestrels', group: 'Sundial patrons', label: 'ultramarine',
  });
  const b = await furnishSide(rig, {
    account: 'Birchhouse', domain: 'birch.test', subject: 'Thimblewick', customer: 'yusuf@nougat.test', agent: 'Percival Lund', team: 'Ospreys', group: 'Hourglass patrons', label: 'vermilion',
  });
  const shared = await shareMember(rig, a, b);
  await rig.settle();
  return { ...rig, a, b, shared };
}

async function furnishSide(rig: Rig, words: Parameters<typeof furnishAccount>[1]): Promise<Side> {
  const account = await furnishAccount(rig.database, words, { password: canaryPassword, now: rigNow, dialect });
  await addNote(rig.database, account);
  const people: Partial<Record<RoleName, Person>> = { owner: { userId: account.ownerId, email: account.things.ownerEmail, token: account.ownerTokens[dialect]!, tokens: account.ownerTokens } };
  for (const role of roles) people[role] ??= await addPerson(rig.database, account, { name: role, role, password: canaryPassword, dialect });
  return { ...account, people: people as Record<RoleName, Person> };
}

/** A person who works in b and has left a: what was a's is out of reach. */
async function shareMember(rig: Rig, a: Side, b: Side): Promise<Person> {
  const person = await addPerson(rig.database, b, { name: 'both', role: 'owner', password: canaryPassword, dialect });
  await rig.database.withAccount(a.id, async (tx) => {
    await addMember(tx, a.act, { userId: person.userId, role: 'agent' });
    await endMember(tx, a.act, person.userId);
  });
  return person;
}

/** Signed in through the sign-in page. */
export async function signedIn(rig: Rig, person: Person): Promise<Browser> {
  const browser = openBrowser(rig.server);
  const answer = await browser.signIn(person.email, canaryPassword);
  if (answer.status !== 303) throw new Error(`${person.email} could not sign in: ${answer.status}`);
  await browser.get('/');
  return browser;
}

/** What somebody comes with. `isFor`: the door at this path takes such a thing at all. */
export interface Credential { readonly name: string; readonly enters: boolean; isFor(path: string): boolean; headersAt(path: string): Promise<Record<string, string>> }

/** What a stranger to the account may come with. */
export async function strangers(rig: FurnishedRig): Promise<Credential[]> {
  const { b, shared, database } = rig;
  const revoked: Record<string, string> = {};
  const expired: Record<string, string> = {};
  const otherApi: Record<string, string> = {};
  for (const { dialect: one } of apiDoors) {
    const given = await giveToken(database, rig.a, { userId: rig.a.ownerId, dialect: one });
    await database.withAccount(rig.a.id, (tx) => revokeToken(tx, rig.a.act, given.id));
    revoked[one] = given.secret;
    expired[one] = (await giveToken(database, rig.a, { userId: rig.a.ownerId, dialect: one, expiresAt: '2024-05-06T12:00:01.000Z' })).secret;
    otherApi[one] = (await giveToken(database, rig.a, { userId: rig.a.ownerId, dialect: 'liveagent' })).secret;
  }
  rig.clock.advance(2_000);
  const holding = (name: string, enters: boolean, tokens: Tokens): Credential => ({ name, enters, isFor: () => true, headersAt: async (path) => headersOf({ tokens }, path) });
  const same = (token: string) => Object.fromEntries(apiDoors.map((door) => [door.dialect, token]));
  return [
    ...roles.map((role) => holding(`${role} of another account`, true, b.people[role].tokens)),
    holding('left this account, works in another', true, shared.tokens),
    browsing(rig, 'a browser signed in to another account', b.people.owner),
    holding('revoked token of the account', false, revoked),
    holding('expired token of the account', false, expired),
    holding('token of the account for another API', false, otherApi),
    holding('empty', false, same('')),
    holding('garbage', false, Object.fromEntries(apiDoors.map((door) => [door.dialect, `pb_${door.dialect}_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`]))),
    { name: 'nothing', enters: false, isFor: () => true, headersAt: async () => ({}) },
  ];
}

/** A session instead of a token, at the doors that take one; a new one each time, so that none ends of age or by a question. */
function browsing(rig: FurnishedRig, name: string, { userId }: Person): Credential {
  return {
    name, enters: true, isFor: (path) => doorAt(path).headersOfSession !== null,
    headersAt: async (path) => {
      const { secret } = await startSession(rig.database, { userId, accountId: rig.b.id, methods: ['password'], now: nowText(rig.clock), address: null, userAgent: null });
      return doorAt(path).headersOfSession!(secret);
    },
  };
}
