import { createToken, setupAccount } from '#core/accounts/index.ts';
import { setReplyGoals } from '#core/analytics/index.ts';
import { createCannedResponse } from '#core/canned-responses/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { createApiChannel, ensureChannel, putContactSource, setChannelMembers } from '#core/channels/index.ts';
import { createCompany, createContact, createContactGroup } from '#core/contacts/index.ts';
import { closeConversations, labelConversation, postMessage, receiveMails } from '#core/conversations/index.ts';
import { createSavedView } from '#core/desk/index.ts';
import { putExtensions } from '#core/extensions/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { defineAttribute, ensureLabels, setAttributeValues } from '#core/labels/index.ts';
import { createAgent, createTeam, setTeamMembers } from '#core/people/index.ts';
import { putPublicIds } from '#core/public-ids/index.ts';
import { addInternalDomains } from '#core/settings/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { writeMail } from '../people/write-mail.ts';
import { tokensOf } from './people.ts';
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
  readonly ownerToken: string;
  readonly ownerTokens: Readonly<Record<string, string>>;
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
    const contactId = await furnishContacts(tx, act, words);
    await receiveMails(tx, act, channel, mailsOf(words, channelAddress, agentAddress));
    const ids = { open: await conversationOf(tx, `Order ${words.subject}`), closed: await conversationOf(tx, `Invoice ${words.subject}`) };
    const labels = await ensureLabels(tx, act, [words.label]);
    await labelConversation(tx, act, ids.open, { add: [...labels.values()] });
    await closeConversations(tx, act, [ids.closed]);
    await putExtensions(tx, { dialect, noun: 'conversation' }, [{ coreId: ids.open, body: { kept: words.subject } }]);
    await putPublicIds(tx, { dialect, noun: 'conversation' }, [{ coreId: ids.open, alias: words.subject }]);
    const goal = { goal: 3_600, bands: [600, 7_200] };
    await setReplyGoals(tx, act, { firstReply: goal, overall: goal, close: { goal: 86_400, bands: [] } });
    const small = await furnishSmallNouns(tx, act, words, user.id, contactId, ids.open);
    const token = await createToken(tx, act, { userId: user.id, dialect, name: 'owner', scopes: 'all', expiresAt: null });
    return {
      id: account.id, ownerId: user.id, ownerToken: token.secret, ownerTokens: { ...await tokensOf(tx, act, user.id), [dialect]: token.secret }, act,
      things: {
        conversationId: String(ids.open), closedId: String(ids.closed), mailId: `first-${words.subject}@${words.customer.split('@')[1]!}`, subject: words.subject,
        customer: words.customer, domain: words.customer.split('@')[1]!, agentId: String(agent.id), agentName: words.agent, agentAddress,
        team: words.team, group: words.group, label: words.label, channelName: `${words.account} Front`, channelAddress, accountName: words.account,
        internalDomain: words.domain, ownerEmail, tokenId: String(token.id), accountId: String(account.id),
        contactId: String(contactId), channelId: String(channel.id), teamId: String(team.id), ...small,
      },
    };
  }, { timeoutMs: 60_000 }); // much for one transaction, on a busy machine
}

/** A note, which only people of the account may ever see. Outside the transaction: it takes its own. */
export async function addNote(database: Database, { act, things }: FurnishedAccount): Promise<void> {
  await postMessage(database, act, { conversationId: Number(things.conversationId), direction: 'note', text: `note about ${things.subject}` });
}

async function furnishContacts(tx: Tx, act: Act, words: AccountWords): Promise<number> {
  const company = await createCompany(tx, act, { name: `${words.subject} Ltd`, domain: words.customer.split('@')[1]! });
  const contact = await createContact(tx, act, { name: words.customer.split('@')[0]!, companyId: company.id, points: [{ kind: 'email', value: words.customer }] });
  await createContactGroup(tx, act, { name: words.group, members: [{ kind: 'address', value: words.customer }] });
  return contact.id;
}

/** What is small and stands alone: an inbox of software with a source id, a canned response, an attribute, a saved filter; and a message's id. */
async function furnishSmallNouns(tx: Tx, act: Act, words: AccountWords, userId: number, contactId: number, conversationId: number) {
  const channel = await createApiChannel(tx, act, { name: `${words.subject} robot` });
  const { sourceId } = await putContactSource(tx, act, { channelId: channel.id, contactId, sourceId: `source-${words.subject}` });
  const canned = await createCannedResponse(tx, act, { shortCode: words.subject, content: `Dear ${words.subject}` });
  const attribute = await defineAttribute(tx, act, { entity: 'contact', key: `key_${words.subject.toLowerCase()}`, name: words.subject, type: 'text' });
  await setAttributeValues(tx, act, 'contact', contactId, { [`key_${words.subject.toLowerCase()}`]: words.subject });
  const filter = await createSavedView(tx, { ...act, actor: { kind: 'user', id: userId, permissions: 'all' } }, { noun: 'conversation', form: 'nimchat', name: words.subject, query: { kept: words.subject }, isShared: true });
  const message = await tx.one(sql<{ id: number }>`SELECT min(id) AS id FROM messages WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId}`);
  return { apiChannelId: String(channel.id), sourceId, cannedId: String(canned.id), attributeId: String(attribute.id), filterId: String(filter.id), messageId: String(message.id) };
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
