import { setupAccount } from '#core/accounts/index.ts';
import { setReplyGoals } from '#core/analytics/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { createApiChannel, createSite, ensureChannel, putContactSource, setChannelMembers } from '#core/channels/index.ts';
import { createCompany, createContact, createContactGroup } from '#core/contacts/index.ts';
import { closeConversations, labelConversation, postMessage, receiveMails, saveDraft } from '#core/conversations/index.ts';
import { createSavedView, startBulk } from '#core/desk/index.ts';
import { putExtensions } from '#core/extensions/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { ensureLabels } from '#core/labels/index.ts';
import { createAgent, createTeam, setTeamMembers } from '#core/people/index.ts';
import { putPublicIds } from '#core/public-ids/index.ts';
import { addInternalDomains } from '#core/settings/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { writeMail } from '../people/write-mail.ts';
import { furnishCrm } from './furnish-crm.ts';
import { furnishEntities } from './furnish-entities.ts';
import { furnishInteractions } from './furnish-interactions.ts';
import { furnishQueues } from './furnish-queues.ts';
import { furnishRouting } from './furnish-routing.ts';
import { furnishHooks } from './furnish-hooks.ts';
import { furnishKnowledge } from './furnish-knowledge.ts';
import { furnishReports } from './furnish-reports.ts';
import { furnishMailboxes } from './furnish-mailboxes.ts';
import { furnishSettings } from './furnish-settings.ts';
import { furnishWallboard } from './furnish-wallboard.ts';
import { tokensOf, type Tokens } from './people.ts';
import type { Things } from './things.ts';

/** What an account is told apart by; each word stands nowhere else. */
export interface AccountWords {
  readonly account: string;
  readonly domain: string;
  readonly subject: string;
  readonly customer: string;
  readonly agent: string;
  readonly team: string;
  readonly group: string;
  readonly label: string;
}

export interface FurnishedAccount {
  readonly id: number;
  readonly ownerId: number;
  readonly ownerTokens: Tokens;
  readonly act: Act;
  readonly things: Things;
}

/** Message-ID of a mail that went to both accounts. */
export const sharedMailId = 'to-both@shared.test';

/** An account with an owner who has a password, mailbox, agent, team, contact group, labels, goals, mails (one of them to everybody), open and closed conversations. */
export async function furnishAccount(database: Database, words: AccountWords, { password, now, dialect }: { password: string; now: string; dialect: string }): Promise<FurnishedAccount> {
  const ownerEmail = `owner@${words.domain}`;
  const { account, user } = await setupAccount(database, { accountName: words.account, email: ownerEmail, name: `${words.account} Owner`, password, now });
  const act = systemAct(account.id, now, 'test');
  const agentAddress = `${words.agent.split(' ')[0]!.toLowerCase()}@${words.domain}`;
  const channelAddress = `desk@${words.domain}`;
  return database.withAccount(account.id, async (tx) => {
    await addInternalDomains(tx, act, [words.domain]);
    await setCalendar(tx, act, { zone: 'UTC', hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] }, holidays: [] });
    const agent = await createAgent(tx, act, { name: words.agent, addresses: [agentAddress] });
    await createAgent(tx, act, { name: `${words.account} Owner`, userId: user.id });
    const team = await createTeam(tx, act, { name: words.team });
    await setTeamMembers(tx, act, team.id, [agent.id]);
    const channel = await ensureChannel(tx, act, { kind: 'email', address: channelAddress, name: `${words.account} Front` });
    await setChannelMembers(tx, act, channel.id, [agent.id]);
    const contact = await furnishContacts(tx, act, words);
    await receiveMails(tx, act, channel, mailsOf(words, channelAddress, agentAddress));
    const ids = { open: await conversationOf(tx, `Order ${words.subject}`), closed: await conversationOf(tx, `Invoice ${words.subject}`) };
    const labels = await ensureLabels(tx, act, [words.label]);
    await labelConversation(tx, act, ids.open, { add: [...labels.values()] });
    await closeConversations(tx, act, [ids.closed]);
    await putExtensions(tx, { dialect, noun: 'conversation' }, [{ coreId: ids.open, body: { kept: words.subject } }]);
    await putPublicIds(tx, { dialect, noun: 'conversation' }, [{ coreId: ids.open, alias: words.subject }]);
    const goal = { goal: 3_600, bands: [600, 7_200] };
    await setReplyGoals(tx, act, { firstReply: goal, overall: goal, close: { goal: 86_400, bands: [] } });
    const tokens = await tokensOf(tx, act, { userId: user.id });
    const token = await tx.one(sql<{ id: number }>`SELECT id FROM tokens WHERE account_id = ${account.id} AND user_id = ${user.id} AND dialect = ${dialect}`);
    const settings = await furnishSettings(tx, act, { domain: words.domain, subject: words.subject, channelId: channel.id, contactId: contact.id });
    const hooks = await furnishHooks(tx, act, { subject: words.subject });
    const crm = await furnishCrm(tx, act, { subject: words.subject, customer: words.customer, agentAddress });
    const wall = await furnishWallboard(tx, act, { subject: words.subject, agentId: agent.id });
    const entities = await furnishEntities(tx, act, { subject: words.subject, domain: words.domain, agentId: agent.id });
    const queues = await furnishQueues(tx, act, { subject: words.subject, agentId: agent.id });
    const interactions = await furnishInteractions(tx, act, { agentId: agent.id, contactId: contact.id, queueId: Number(queues.queueId), supportNumber: `+49301${account.id}` });
    const routing = await furnishRouting(tx, now, { agentId: agent.id, ...interactions });
    const knowledge = await furnishKnowledge(tx, act, { subject: words.subject, domain: words.domain });
    const reports = await furnishReports(tx, act, { subject: words.subject, customer: words.customer });
    const mailboxes = await furnishMailboxes(tx, act, { subject: words.subject, domain: words.domain });
    const apiChannel = await createApiChannel(tx, act, { name: `${words.subject} robot` });
    const site = await createSite(tx, act, { name: `${words.subject} site` });
    const { sourceId } = await putContactSource(tx, act, { channelId: apiChannel.id, contactId: contact.id, sourceId: `source-${words.subject}` });
    const asOwner: Act = { ...act, actor: { kind: 'user', id: user.id, permissions: 'all' } };
    const view = await createSavedView(tx, asOwner, { noun: 'conversation', form: 'desk', name: `${words.label} view`, query: { filter: { life: ['open'] }, sort: 'newest' } });
    const filter = await createSavedView(tx, asOwner, { noun: 'conversation', form: 'nimchat', name: words.subject, query: { kept: words.subject } });
    const draft = await saveDraft(tx, asOwner, ids.open, { kind: 'note', text: `begun about ${words.subject}` });
    if (draft === null) throw new Error('no draft');
    const bulk = await startBulk(tx, asOwner, { ids: [ids.open] }, { priority: 0 });
    await tx.run(sql`UPDATE bulk_operations SET state = 'done' WHERE account_id = ${account.id}`);
    const merged = await conversationOf(tx, 'Price list');
    const message = await tx.one(sql<{ id: number }>`SELECT id FROM messages WHERE account_id = ${account.id} AND conversation_id = ${ids.open} ORDER BY at, id LIMIT 1`);
    return {
      id: account.id, ownerId: user.id, ownerTokens: tokens, act,
      things: {
        ...settings, ...mailboxes, ...knowledge, ...routing, ...interactions, ...queues, ...wall, ...hooks, ...reports, ...entities,
        ...crm,
        conversationId: String(ids.open), closedId: String(ids.closed), mailId: `first-${words.subject}@${words.customer.split('@')[1]!}`, subject: words.subject,
        customer: words.customer, domain: words.customer.split('@')[1]!, agentId: String(agent.id), agentName: words.agent, agentAddress,
        team: words.team, group: words.group, groupId: String(contact.groupId), label: words.label, channelName: `${words.account} Front`, channelAddress, accountName: words.account,
        internalDomain: words.domain, ownerEmail, tokenId: String(token.id), accountId: String(account.id),
        messageId: String(message.id), contactId: String(contact.id), pointId: String(contact.pointId), companyId: String(contact.companyId), teamId: String(team.id), channelId: String(channel.id),
        apiChannelId: String(apiChannel.id), sourceId, siteId: String(site.id), filterId: String(filter.id),
        labelId: String([...labels.values()][0]), viewId: String(view.id), bulkId: String(bulk.id), otherConversationId: String(merged),
      },
    };
  }, { timeoutMs: 60_000 }); // much for one transaction, on a busy machine
}

/** A note, which only people of the account may ever see. Outside the transaction: it takes its own. */
export async function addNote(database: Database, { act, things }: FurnishedAccount): Promise<void> {
  await postMessage(database, act, { conversationId: Number(things.conversationId), direction: 'note', text: `note about ${things.subject}` });
}

async function furnishContacts(tx: Tx, act: Act, words: AccountWords): Promise<{ id: number; companyId: number; pointId: number; groupId: number }> {
  const company = await createCompany(tx, act, { name: `${words.subject} Ltd`, domain: words.customer.split('@')[1]! });
  const { id } = await createContact(tx, act, { name: words.customer.split('@')[0]!, companyId: company.id, points: [{ kind: 'email', value: words.customer }] });
  const group = await createContactGroup(tx, act, { name: words.group, members: [{ kind: 'address', value: words.customer }] });
  const point = await tx.one(sql<{ id: number }>`SELECT id FROM contact_points WHERE account_id = ${tx.accountId} AND contact_id = ${id}`);
  return { id, companyId: company.id, pointId: point.id, groupId: group.id };
}

function mailsOf({ subject, customer }: AccountWords, desk: string, agent: string) {
  const first = `first-${subject}@${customer.split('@')[1]!}`;
  const on = (day: number, hour: number): string => `2024-05-0${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  return [
    writeMail({ id: first, from: customer, to: [desk], subject: `Order ${subject}`, at: on(1, 9), text: `About ${subject}.` }),
    writeMail({ id: `answer-${first}`, from: agent, to: [customer], subject: `Re: Order ${subject}`, references: [first], inReplyTo: [first], at: on(1, 11), folder: 'Sent' }),
    writeMail({ id: `again-${first}`, from: customer, to: [desk], subject: `Re: Order ${subject}`, references: [first, `answer-${first}`], at: on(2, 9) }),
    writeMail({ id: `closed-${first}`, from: customer, to: [desk], subject: `Invoice ${subject}`, at: on(2, 10) }),
    writeMail({ id: `quiet-${first}`, from: `other@${customer.split('@')[1]!}`, to: [desk], subject: `Question ${subject}`, at: on(3, 8) }),
    writeMail({ id: sharedMailId, from: 'everyone@shared.test', to: [desk], subject: 'Price list', at: on(3, 9), text: `For ${subject}.` }),
  ];
}

async function conversationOf(tx: Tx, subject: string): Promise<number> {
  const { id } = await tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE account_id = ${tx.accountId} AND subject = ${subject}`);
  return id;
}
