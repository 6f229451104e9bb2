import { addMember, createAccount, createUser, findUserByEmail } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { ensureChannel, setChannelMembers } from '#core/channels/index.ts';
import { createCompany, createContact, createContactGroup } from '#core/contacts/index.ts';
import { CoreError, systemAct, type Act } from '#core/kernel/index.ts';
import { changeLabel, ensureLabels, labelNorm } from '#core/labels/index.ts';
import { createAgent, createTeam, setTeamMembers } from '#core/people/index.ts';
import { addInternalDomains, setSetting } from '#core/settings/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import { agentKeys, agents, channels, company, dealerHours, labels, openingHours, outliers, replyGoals, teamNames, type AgentKey, type ChannelKey, type LabelKey, type TeamKey } from './company.ts';
import { importantDomains, knownCompanies } from './customers.ts';
import type { Week } from './plan/week.ts';

/** The ids of what a desk consists of. */
export interface Desk {
  readonly channels: Readonly<Record<ChannelKey, { readonly id: number; readonly isList: boolean }>>;
  readonly agents: Readonly<Record<AgentKey, { readonly agentId: number; readonly userId: number }>>;
  readonly labels: Readonly<Record<LabelKey, number>>;
  readonly teams: Readonly<Record<TeamKey, number>>;
}

/** Account, owners, agents, channels, hours, settings and known customers, in the one transaction of a reserved account id. */
export async function setUpCompany(database: Database, accountId: number, input: { now: string; week: Week; ownerIds: readonly number[] }): Promise<Desk> {
  const act = systemAct(accountId, input.now, 'demo', 'import');
  const { week } = input;
  return database.withAccount(accountId, async (tx) => {
    const account = await createAccount(tx, act, { name: company.accountName, zone: company.zone });
    if (account.slug !== company.slug) throw new CoreError('conflict', 'The demo is being loaded by somebody else at this moment.');
    for (const userId of input.ownerIds) await addMember(tx, act, { userId, role: 'owner' });
    const people = await hireAgents(tx, act);
    const teams = await makeTeams(tx, act, people);
    await addInternalDomains(tx, act, [company.domain]);
    const boxes = await makeChannels(tx, act, people);
    await setCalendar(tx, act, openingHours(week.holidays));
    await setCalendar(tx, act, dealerHours(week.holidays), { channelId: boxes.dealers.id });
    await setSetting(tx, act, 'reply-goals', replyGoals);
    await setSetting(tx, act, 'outliers', outliers);
    await setSetting(tx, act, 'leave', { days: [{ agentId: people.lotte.agentId, ...week.leave }] });
    await fillAddressBook(tx, act);
    const desk: Desk = { channels: boxes, agents: people, teams, labels: await makeLabels(tx, act) };
    await writeAudit(tx, act, { action: 'demo.founded', targetKind: 'account', targetId: accountId, detail: { desk } });
    return desk;
  }, { timeoutMs: 60_000 });
}

/** Each agent with a user of the same address; without a password nobody signs in as one. */
async function hireAgents(tx: Tx, act: Act): Promise<Desk['agents']> {
  const people = {} as Record<AgentKey, { agentId: number; userId: number }>;
  for (const key of agentKeys) {
    const { name, address, zone } = agents[key];
    const user = await findUserByEmail(tx, address) ?? await createUser(tx, act, { email: address, name, zone });
    await addMember(tx, act, { userId: user.id, role: 'agent' });
    const agent = await createAgent(tx, act, { name, addresses: [address], userId: user.id });
    people[key] = { agentId: agent.id, userId: user.id };
  }
  return people;
}

async function makeTeams(tx: Tx, act: Act, people: Desk['agents']): Promise<Desk['teams']> {
  const made = {} as Record<TeamKey, number>;
  for (const key of Object.keys(teamNames) as TeamKey[]) {
    made[key] = (await createTeam(tx, act, { name: teamNames[key] })).id;
    await setTeamMembers(tx, act, made[key], agentKeys.filter((agent) => agents[agent].team === key).map((agent) => people[agent].agentId));
  }
  return made;
}

async function makeChannels(tx: Tx, act: Act, people: Desk['agents']): Promise<Desk['channels']> {
  const made = {} as Record<ChannelKey, { id: number; isList: boolean }>;
  for (const key of Object.keys(channels) as ChannelKey[]) {
    const { address, name, isList } = channels[key];
    const { id } = await ensureChannel(tx, act, { kind: 'email', address, name, isList });
    made[key] = { id, isList };
    await setChannelMembers(tx, act, id, agentKeys.filter((agent) => agents[agent].channels.includes(key)).map((agent) => people[agent].agentId));
  }
  return made;
}

async function makeLabels(tx: Tx, act: Act): Promise<Desk['labels']> {
  const ids = await ensureLabels(tx, act, Object.values(labels).map((label) => label.name));
  const made = {} as Record<LabelKey, number>;
  for (const key of Object.keys(labels) as LabelKey[]) {
    made[key] = ids.get(labelNorm(labels[key].name))!;
    await changeLabel(tx, act, made[key], { colour: labels[key].colour });
  }
  return made;
}

async function fillAddressBook(tx: Tx, act: Act): Promise<void> {
  for (const { name, domain, contacts } of knownCompanies) {
    const { id: companyId } = await createCompany(tx, act, { name, domain });
    for (const contact of contacts) {
      await createContact(tx, act, { name: contact.name, companyId, points: contact.addresses.map((value) => ({ kind: 'email' as const, value })) });
    }
  }
  await createContactGroup(tx, act, { name: 'Answer first', members: importantDomains.map((value) => ({ kind: 'domain', value })) });
}
