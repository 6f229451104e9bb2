import { addMember, createAccount, createUser, findUserByEmail, linkAgent } from '#core/accounts/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { discoverAgents } from '#core/people/index.ts';
import { addInternalDomains, setSetting } from '#core/settings/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import { agentKeys, agents, channels, company, dealerHours, labels, openingHours, outliers, replyGoals, teamNames, type AgentKey, type ChannelKey, type LabelKey, type TeamKey } from './company.ts';
import { importantDomains, knownCompanies } from './customers.ts';
import type { Directory } from './directory.ts';
import type { Week } from './plan/week.ts';

/** The ids of what a desk consists of. Labels and teams are empty where the server cannot make them. */
export interface Desk {
  readonly channels: Readonly<Record<ChannelKey, { readonly id: number; readonly isList: boolean }>>;
  readonly agents: Readonly<Record<AgentKey, { readonly agentId: number; readonly userId: number }>>;
  readonly labels: Partial<Record<LabelKey, number>>;
  readonly teams: Partial<Record<TeamKey, number>>;
}

/** Account, owners, agents, channels, hours and settings, in the one transaction of a reserved account id. */
export async function setUpCompany(database: Database, accountId: number, input: { now: string; week: Week; ownerIds: readonly number[]; directory: Directory | null }): Promise<Desk> {
  const act = systemAct(accountId, input.now, 'demo', 'import');
  const { week, directory } = input;
  return database.withAccount(accountId, async (tx) => {
    await createAccount(tx, act, { name: company.accountName, zone: company.zone });
    for (const userId of input.ownerIds) await addMember(tx, act, { userId, role: 'owner' });
    const people = await hireAgents(tx, act);
    await addInternalDomains(tx, act, [company.domain]);
    const boxes = {} as Record<ChannelKey, { id: number; isList: boolean }>;
    for (const [key, { address, name, isList }] of Object.entries(channels)) {
      boxes[key as ChannelKey] = await ensureChannel(tx, act, { kind: 'email', address, name, isList });
    }
    await setCalendar(tx, act, openingHours(week.holidays));
    await setCalendar(tx, act, dealerHours(week.holidays), { channelId: boxes.dealers.id });
    await setSetting(tx, act, 'reply-goals', replyGoals);
    await setSetting(tx, act, 'outliers', outliers);
    await setSetting(tx, act, 'leave', { days: [{ agentId: people.lotte.agentId, ...week.leave }] });
    const words = directory ? await fillDirectory(tx, act, directory, people) : { labels: {}, teams: {} };
    const desk: Desk = { channels: boxes, agents: people, ...words };
    await writeAudit(tx, act, { action: 'demo.founded', targetKind: 'account', targetId: accountId, detail: { desk } });
    return desk;
  }, { timeoutMs: 60_000 });
}

/** Each agent with a user of the same address; without a password nobody signs in as one. */
async function hireAgents(tx: Tx, act: Act): Promise<Desk['agents']> {
  const ids = await discoverAgents(tx, act, agentKeys.map((key) => agents[key]));
  const people = {} as Record<AgentKey, { agentId: number; userId: number }>;
  for (const key of agentKeys) {
    const { name, address, zone } = agents[key];
    const agentId = ids.get(address)!;
    const user = await findUserByEmail(tx, address) ?? await createUser(tx, act, { email: address, name, zone });
    await addMember(tx, act, { userId: user.id, role: 'agent' });
    await linkAgent(tx, act, { userId: user.id, agentId });
    people[key] = { agentId, userId: user.id };
  }
  return people;
}

async function fillDirectory(tx: Tx, act: Act, directory: Directory, people: Desk['agents']): Promise<Pick<Desk, 'labels' | 'teams'>> {
  const made: { labels: Partial<Record<LabelKey, number>>; teams: Partial<Record<TeamKey, number>> } = { labels: {}, teams: {} };
  for (const [key, label] of Object.entries(labels)) made.labels[key as LabelKey] = await directory.createLabel(tx, act, label);
  for (const [key, name] of Object.entries(teamNames)) {
    const agentIds = agentKeys.filter((agent) => agents[agent].team === key).map((agent) => people[agent].agentId);
    made.teams[key as TeamKey] = await directory.createTeam(tx, act, { name, agentIds });
  }
  for (const { name, domain, contacts } of knownCompanies) {
    const companyId = await directory.createCompany(tx, act, { name, domain });
    for (const contact of contacts) await directory.createContact(tx, act, { ...contact, companyId });
  }
  await directory.createContactGroup(tx, act, { name: 'Answer first', domains: importantDomains });
  return made;
}
