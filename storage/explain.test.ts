import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { setupAccount } from '#core/accounts/index.ts';
import { findAudit, writeAudit, type AuditAction } from '#core/audit/index.ts';
import { factsConsumer, findFilteredMails, previewFilters } from '#core/analytics/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { ensureContacts } from '#core/contacts/index.ts';
import {
  cancelOutgoing, changeConversation, changeConversations, changeLife, composeMessage, deleteConversation, deleteDraft, findAutoReplies, findHeldCopies, findImports, findOverdue, findUnsent, getDraft,
  labelConversation, mergeConversations, postMessage, receiveMails, saveDraft, sendNow, splitConversation, unmergeConversation, unsplitConversation, mergeContacts, previewContactMerge, sweepWithheldReplies, unmergeContact,
  eraseContact, eraseContactRound, releaseConversations, takeBackVouchForChannel, takeBackVouchForMessage,
} from '#core/conversations/index.ts';
import {
  contactActivityConsumer, countByAssignee, countConversations, countLists, findContactsPage, findConversationCards, findConversationRows, findMailContacts, findPossibleLeads, findConversations, findConversationsWhere, findMessages, getBulk,
  getConversationContext, getConversationWithTimeline, getTimeline, fillSearchOnce, rebuildSearch, requireFresh, runBulk, searchConsumer, searchContacts, searchMessages, startBulk, startBulkUndo,
  findAgentPage, type ConditionTree, type ConversationField, type ConversationFilter,
} from '#core/desk/index.ts';
import { catchUp, readEventsAfter } from '#core/events/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { ensureLabels } from '#core/labels/index.ts';
import { blockEntries, countFilters, findFilterEntries, unblockEntries } from '#core/mail-filters/index.ts';
import { findTeamPage } from '#core/people/index.ts';
import { findAgentActivities, findOnlineAgents } from '#core/presence/index.ts';
import { findMenus } from '#core/queues/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { clientOptions, openDatabase, sql, type Database, type Tx } from './index.ts';
import { planProblems } from './testing/plan-problems.ts';
import { seedInteractions } from './testing/seed-interactions.ts';
import { seedVolume } from './testing/seed-volume.ts';
import { volumeWord } from './testing/volume-words.ts';
import { watchPlans, type PlanWatch } from './testing/watch-plans.ts';

const accountId = 1;
const now = '2026-11-02T09:00:00.000Z';
const act: Act = systemAct(accountId, now, 'test');
const asPerson: Act = { ...act, actor: { kind: 'user', id: 7, permissions: 'all' } };
let clone: ClonedDatabase;
let database: Database;
let watch: PlanWatch;

before(async () => {
  clone = await cloneDatabase();
  const owner = new pg.Client(clientOptions(clone.connection, 'owner'));
  await owner.connect();
  await seedVolume(owner, { conversations: 4_000, accounts: 4, isComplete: true });
  await owner.query(`INSERT INTO event_cursors (consumer, account_id, position) SELECT c, account_id, position - 40 FROM event_heads, unnest('{search-words,facts,contact-activity}'::text[]) c`);
  await owner.query(`INSERT INTO contact_sources (account_id, channel_id, source_id, contact_id, created_at) SELECT account_id, account_id * 10, 's' || id, id, created_at FROM contacts WHERE id <= 4000`);
  await owner.query(`INSERT INTO quarantine (account_id, channel_id, copy_key, raw_sha256, code, detail, created_at) SELECT account_id, channel_id, 'imap:INBOX:1:' || id, content_hash, 'empty', '', at FROM messages WHERE id % 7 = 0`);
  await owner.query(`INSERT INTO uploads (account_id, user_id, sha256, byte_count, file_name, sniffed_type, created_at, expires_at) SELECT account_id, 7, sha256, 10, 'a.pdf', 'application/pdf', created_at, created_at FROM files`);
  await owner.query(`INSERT INTO contact_message_keys (account_id, channel_id, source_id, client_key, message_id, digest) SELECT m.account_id, s.channel_id, s.source_id, 'k' || m.id, m.id, '' FROM contact_sources s JOIN messages m ON m.account_id = s.account_id AND m.sender_id = s.contact_id`);
  await owner.query(`INSERT INTO visitors (account_id, channel_id, source_id, until, created_at, seen_at) SELECT account_id, channel_id, source_id, created_at + contact_id * interval '1 minute', created_at, created_at FROM contact_sources`);
  await owner.query(`INSERT INTO knowledge_bases (account_id, id, slug, name, colour, locales, default_locale, created_at, updated_at) SELECT id, id * 10, 'help', 'Help', '#336699', '{en}', 'en', created_at, created_at FROM accounts`);
  await owner.query(`INSERT INTO article_files (account_id, knowledge_base_id, key, sha256, byte_count, file_name, sniffed_type, created_at) SELECT account_id, account_id * 10, sha256, sha256, 10, 'a.png', 'image/png', created_at FROM files WHERE sha256 < '8'`);
  await owner.query(`INSERT INTO automation_files (account_id, sha256, byte_count, file_name, sniffed_type, created_at) SELECT account_id, sha256, 10, 'a.pdf', 'application/pdf', created_at FROM files WHERE sha256 < '8'`);
  await owner.query(`INSERT INTO filtered_mails (account_id, message_id, conversation_id, at, because, entry_id, joined_because, parent_id) SELECT account_id, id, conversation_id, at, 'domain', id, 'references', id - 1 FROM messages WHERE id % 7 = 0`);
  await owner.query(`INSERT INTO mail_filter_settings (account_id, changed_at) SELECT id, created_at FROM accounts`);
  await owner.query(`INSERT INTO mail_filter_entries (account_id, kind, value, domain, created_at) SELECT a.id, CASE n % 2 WHEN 0 THEN 'domain' ELSE 'address' END, 'x' || n, 'x' || n % 500, a.created_at FROM accounts a, generate_series(1, 4000) n`);
  await seedInteractions(owner, { calls: 1_000 });
  await owner.query('ANALYZE contact_sources, quarantine, uploads, contact_message_keys, visitors, article_files, automation_files, filtered_mails, mail_filter_entries');
  await owner.query(`INSERT INTO search_fills (account_id, begun_at) VALUES (2, now())`);
  // Plans as for a million conversations: the planner is told that there are 250 times as many rows.
  await owner.query(`UPDATE pg_class SET reltuples = reltuples * 250 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND reltuples > 0`);
  await owner.end();
  // Off, because the tables of a test are small enough to be cheaper read whole, by a scan or into a hash table: the question is whether an
  // index can be asked at all.
  watch = watchPlans(clone.connection, { enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' });
  database = openDatabase(clone.connection, { size: 2 });
});
after(async () => {
  watch.stop();
  await database.close();
  await clone.drop();
});

const filters: Record<string, ConversationFilter> = {
  'everything that lives': {}, open: { lives: ['open'] }, closed: { lives: ['closed'] }, mine: { assignee: 'me' }, 'an agent\'s': { assignee: 105, lives: ['open'] },
  'nobody\'s': { assignee: 'nobody', lives: ['open'] }, 'a team\'s': { teamId: 1 }, 'a channel\'s': { channelId: 14 }, 'a label\'s': { labelId: 14 }, 'a contact\'s': { contactId: 6 },
  'a turn\'s': { turn: 'agent', lives: ['open'] }, 'a priority\'s': { priority: 4, lives: ['open'] }, unread: { isUnread: true, lives: ['open'] },
};
const before25 = { lastMessageAt: '2025-01-01T00:00:00Z', id: 5 };
const searches = [
  volumeWord(0), volumeWord(5_000), `${volumeWord(3)} ${volumeWord(90)}`, 'order4005', 'order40*', `"${volumeWord(1)} ${volumeWord(2)}"`, 'qqqqqqqq', `from:p6`, 'subject:qqqqqqqq', 'has:attachment',
  `label:"label 4"`, `is:open ${volumeWord(0)}`, `is:closed ${volumeWord(9)}`, `assignee:me ${volumeWord(0)}`, `assignee:nobody`, `channel:box1 is:mine`, `-${volumeWord(0)}`, `${volumeWord(9)} after:2026-01-01 before:2026-02-01`,
];
const mails = () => [
  writeMail({ from: 'p6@home6.test', to: ['box1@acme-1.test'], references: ['m24@volume.test'], text: 'new', id: 'new1@x' }),
  writeMail({ from: 'stranger@else.test', to: ['box1@acme-1.test'], subject: 'Re: a matter', text: 'new', id: 'new2@x' }),
  writeMail({ from: 'p11@home11.test', to: ['box1@acme-1.test'], references: ['m49@volume.test', 'm74@volume.test'], text: 'unites two', id: 'new3@x' }),
];

const equal = (field: ConversationField, ...values: (string | number)[]): ConditionTree<ConversationField> => ({ field, compare: 'equal', values, name: field });
const trees: Record<string, ConditionTree<ConversationField>> = {
  'handler': equal('handler', 'person'), 'bots\'': equal('handler', 'bot'), 'an agent\'s': equal('assignee', 105), 'a channel\'s and label\'s': { all: [equal('channel', 14), equal('label', 'label 4')] },
  'either of two': { any: [equal('team', 1), equal('contact', 6)] },
};

/** Everything that core asks of a large table, by name. What is not called here is not guarded: add a line with each new query. */
const registry: Record<string, () => Promise<unknown>> = {
  ...Object.fromEntries(Object.entries(filters).flatMap(([name, filter]) => [
    [`list: ${name}`, inTx((tx) => findConversations(tx, asPerson, filter))],
    [`list: ${name}, second page`, inTx((tx) => findConversations(tx, asPerson, filter, { before: before25 }))],
    [`count: ${name}`, inTx((tx) => countConversations(tx, asPerson, filter))],
    [`rows: ${name}`, inTx((tx) => findConversationRows(tx, asPerson, filter))],
    [`rows, waiting, second page: ${name}`, inTx((tx) => findConversationRows(tx, asPerson, { lives: ['open'], ...filter }, { sort: 'waiting', after: { at: before25.lastMessageAt, id: 5 } }))],
    [`counts of views: ${name}`, inTx((tx) => countLists(tx, asPerson, [{ filter, sort: 'newest' }, { filter: { lives: ['open'], ...filter }, sort: 'waiting' }]))],
  ])),
  ...Object.fromEntries(Object.entries(trees).flatMap(([name, where]) => [
    [`numbered page: ${name}`, inTx((tx) => findConversationsWhere(tx, asPerson, { lives: ['open', 'resolved'], where }, { offset: 25, limit: 25 }))],
    [`counts by assignee: ${name}`, inTx((tx) => countByAssignee(tx, asPerson, { lives: ['open'], where }))],
  ])),
  'conversation cards': inTx((tx) => findConversationCards(tx, act, [5, 10, 15])),
  'messages before one': inTx((tx) => findMessages(tx, act, 5, { beforeId: 24, limit: 20 })),
  ...Object.fromEntries((['id', 'name', 'email', 'phone', 'last-activity'] as const).map((sort) => [`contacts by ${sort}`, inTx((tx) => findContactsPage(tx, act, { sort, offset: 15, limit: 15 }))])),
  'contacts that hold a text': inTx(async (tx) => { await findContactsPage(tx, act, { offset: 0, limit: 15 }, { holding: 'home6' }); await findContactsPage(tx, act, { offset: 0, limit: 15 }, { holding: 'p6' }); }),
  'contacts by address': inTx(async (tx) => { await findMailContacts(tx, act, { offset: 15, limit: 15 }); await findMailContacts(tx, act, { offset: 15, limit: 15, direction: 'desc', search: 'p6' }); }),
  'possible leads': inTx((tx) => findPossibleLeads(tx, act)),
  timeline: inTx((tx) => getConversationWithTimeline(tx, act, 5)),
  'timeline, second page': inTx((tx) => getConversationWithTimeline(tx, act, 5, { before: { at: now, id: 9 } })),
  ...Object.fromEntries(searches.flatMap((query) => [
    [`search: ${query}`, inTx((tx) => searchMessages(tx, asPerson, { query, isTyping: true }))],
    [`search in a channel, second page: ${query}`, inTx((tx) => searchMessages(tx, asPerson, { query, channelId: 14, before: { at: '2025-01-01T00:00:00Z', id: 9 } }))],
  ])),
  'a conversation and what stands beside it': inTx((tx) => getConversationContext(tx, asPerson, 5)),
  'timeline with acts': inTx((tx) => getTimeline(tx, asPerson, 5)),
  'what is newer than seen': inTx((tx) => requireFresh(tx, asPerson, 5, 1_000_000_000)),
  drafts: inTx(async (tx) => {
    await saveDraft(tx, asPerson, 5, { text: 'x' });
    await getDraft(tx, asPerson, 5);
    await deleteDraft(tx, asPerson, 5);
  }),
  'contacts: all, by name, address, domain, number, company': inTx(async (tx) => {
    await searchContacts(tx, act, {});
    for (const search of ['p6', 'person', 'p6@home6.test', 'home6.test', '+46 70 1', 'x']) await searchContacts(tx, act, { search, before: 500 });
    await searchContacts(tx, act, { companyId: 5 });
  }),
  'many at once, and back': inTx(async (tx) => {
    await changeConversations(tx, act, [10, 15, 25], { priority: 3, life: 'resolved', isUnread: false });
    const { id } = await startBulk(tx, asPerson, { ids: [30, 35] }, { priority: 2 });
    await startBulk(tx, asPerson, { filter: { assignee: 105, lives: ['open'] } }, { priority: 2 });
    await tx.run(sql`UPDATE bulk_operations SET state = 'done' WHERE account_id = ${tx.accountId} AND id = ${id}`);
    await startBulkUndo(tx, asPerson, id);
    await getBulk(tx, asPerson, id);
  }),
  'bulk rounds': async () => {
    const { id } = await database.withAccount(accountId, (tx) => startBulk(tx, asPerson, { ids: [40, 45] }, { priority: 2 }));
    await runBulk({ database, accountId, operationId: id, now: () => now });
    await database.withAccount(accountId, (tx) => startBulkUndo(tx, asPerson, id));
    await runBulk({ database, accountId, operationId: id, now: () => now });
  },
  'events after a position': inTx((tx) => readEventsAfter(tx, 500, 100)),
  'copies by key': inTx((tx) => findHeldCopies(tx, 11, ['raw:x', 'raw:y'])),
  imports: inTx((tx) => findImports(tx, act)),
  'contacts by point': inTx((tx) => ensureContacts(tx, act, [{ name: 'X', address: 'p6@home6.test' }, { name: 'Y', address: 'new@home.test' }])),
  'receiving mail: copies, contents, mail ids, threads, candidates, unions': inTx((tx) => receiveMails(tx, act, { id: 11, isList: false }, mails())),
  'receiving mail of a list': inTx((tx) => receiveMails(tx, act, { id: 12, isList: true }, mails())),
  'receiving mail in an account that the statistics have never seen': async () => {
    const { account } = await setupAccount(database, { accountName: 'New', email: 'new@new.test', name: 'New', password: null, now });
    const own = systemAct(account.id, now, 'test');
    await database.withAccount(account.id, async (tx) => {
      const channel = await ensureChannel(tx, own, { kind: 'email', address: 'help@new.test' });
      await receiveMails(tx, own, channel, mails());
      await receiveMails(tx, own, channel, mails().map((mail) => ({ ...mail, copyKey: `${mail.copyKey}2`, contentHash: `${mail.contentHash}2`, mailId: `${mail.mailId}2`, references: ['new3@x', 'new1@x'] })));
    });
  },
  'posting a message': () => postMessage(database, act, { conversationId: 5, direction: 'note', text: 'x' }),
  'changing, labelling, merging, deleting': inTx(async (tx) => {
    await changeConversation(tx, act, 10, { assigneeId: 105 });
    await changeLife(tx, act, [10, 15], { life: 'resolved' });
    const labels = await ensureLabels(tx, act, ['label 1']);
    await labelConversation(tx, act, 10, { add: [...labels.values()] });
    await mergeConversations(tx, act, { from: 10, into: 15 });
    await unmergeConversation(tx, act, 10);
    await deleteConversation(tx, act, 20);
    const two = await tx.rows(sql<{ id: number }>`SELECT id FROM messages WHERE account_id = ${tx.accountId} AND conversation_id = 50 ORDER BY at LIMIT 2`);
    if (two.length === 2) await unsplitConversation(tx, act, (await splitConversation(tx, act, 50, [two[0]!.id])).id);
  }),
  'mail that waits, failed or bounced': inTx((tx) => findUnsent(tx, act)),
  'mail that is overdue': inTx((tx) => findOverdue(tx, act, now)),
  'automatic replies of a conversation': inTx((tx) => findAutoReplies(tx, act, { conversationId: 5 })),
  'automatic replies that were withheld': inTx(async (tx) => { await findAutoReplies(tx, act, { channelId: 11, withheld: true }); await sweepWithheldReplies(tx, act); }),
  'contacts that become one, and back': inTx(async (tx) => {
    await previewContactMerge(tx, act, { from: 5, into: 6 });
    await mergeContacts(tx, act, { from: 5, into: 6 });
    await unmergeContact(tx, act, 5); // that had no conversation
    await mergeContacts(tx, act, { from: 11, into: 6 });
    await unmergeContact(tx, act, 11); // and one that had some
  }),
  'writing, sending and taking back mail': inTx(async (tx) => {
    const { messageId } = await composeMessage(tx, act, { conversationId: 5, kind: 'reply', text: 'x', clientKey: 'k' });
    await sendNow(tx, act, messageId);
    await cancelOutgoing(tx, act, messageId);
  }),
  'log of one agent, second page': inTx((tx) => findAgentActivities(tx, act, 105, { before: { at: now, id: 9 } })),
  'agents in pages, with how they stand': inTx(async (tx) => {
    for (const filter of [{}, { ids: [105] }, { statusIds: [0] }, { online: [true] }, { agentNumbers: ['7'] }]) await findAgentPage(tx, act, filter, { sort: 'id', direction: 'asc', limit: 100, offset: 0 });
    await findOnlineAgents(tx, act);
  }),
  'teams and menus in pages': inTx(async (tx) => {
    await findTeamPage(tx, act, { ids: [1] }, { sort: 'id', direction: 'asc', limit: 100, offset: 0 });
    await findMenus(tx, act, { ids: [1] }, { sort: 'id', descending: false, limit: 100, offset: 0 });
  }),
  'projections: search, facts, activity of contacts': () => catchUp(database, [searchConsumer, factsConsumer, contactActivityConsumer]),
  'mail filters': inTx(async (tx) => {
    await countFilters(tx, act);
    await findFilterEntries(tx, act, 'domain', { search: 'x1', limit: 50, offset: 0 });
    await unblockEntries(tx, act, 'domain', ['x2.test']);
    await blockEntries(tx, act, 'domain', ['x2.test']);
    await findFilteredMails(tx, act, { after: null, limit: 26 });
    await findFilteredMails(tx, act, { after: { at: '2026-01-01T00:00:00Z', id: 7 }, limit: 26 });
    await previewFilters(tx, act, { domains: { add: ['x3.test'] } });
  }),
  'rebuilding search': () => rebuildSearch(database, 2),
  'filling search behind new events': async () => { for (let round = 0; round < 3; round += 1) await fillSearchOnce(database, 2, { isImpatient: true }); },
  'forgetting a contact': inTx(async (tx) => { await eraseContact(tx, act, 6); await eraseContactRound(tx, act); }),
  'taking back what was vouched for': inTx(async (tx) => {
    await tx.run(sql`UPDATE messages SET sender_proof = 'person' WHERE account_id = ${accountId} AND id = 22`);
    await takeBackVouchForMessage(tx, act, 22);
    await takeBackVouchForChannel(tx, act, 11);
  }),
  'conversations of who is gone': inTx((tx) => releaseConversations(tx, act)),
  'the audit log': inTx(async (tx) => { await writeAudit(tx, act, { action: 'x' as string as AuditAction }); await findAudit(tx, act); }),
};

for (const [name, work] of Object.entries(registry)) {
  test(`asks indexes for more than the account: ${name}`, async () => {
    const plans = await watch.plansOf(work);
    assert.ok(plans.length > 0, 'no plan was seen: the guard is blind');
    assert.deepEqual([...new Set(plans.flatMap(planProblems))].filter((problem) => !isWholesale(problem)), []);
  });
}

/** Statements that are meant to read an account's whole table, each with its reason. */
const wholesale: readonly RegExp[] = [
  /^search_documents: .* CREATE TEMP TABLE search_recount/, // the recount of a rebuild
  /^search_(recount|names): .* search_recount/,
  /^search_documents: .* SELECT count\(\*\) AS documents FROM search_documents/, // the answer of a rebuild
  // Numbered pages of contacts walk along the index of their order and end at the page or at the cap of the count, under a limit of 3 s.
  /^(contacts|contact_points|contact_activity): .*(SELECT c\.id FROM contact|SELECT count\(\*\) AS n FROM \(SELECT FROM contact)/,
  /^messages: .*UPDATE search_fills SET total/, // once after an upgrade
  /^(drafts|new_mail_drafts): .*DELETE FROM (drafts|new_mail_drafts) d/, // what people have begun and not sent, when somebody is forgotten
  /^contact_erasures: /, // of those that are not through: a handful
  /^import_batches: /, // runs of an import: a handful
  /^figure_bases: /, // a row an account
  /^figure_(rollups|histograms): .* DELETE FROM figure_(rollups|histograms) WHERE account_id = \$1$/, // zone, goals or bands are others now: all of them are built anew
  /^events: events_unsequenced is asked/, // the partial index of what waits for a position: empty but for milliseconds
];
const isWholesale = (problem: string): boolean => wholesale.some((pattern) => pattern.test(problem));

/** Statements as one might write them, each of which must be noticed. */
const planted: Record<string, (tx: Tx) => Promise<unknown>> = {
  'a column without an index': (tx) => tx.rows(sql`SELECT id FROM messages WHERE account_id = ${tx.accountId} AND sender_name = 'x'`),
  'an operator that is not leakproof': (tx) => tx.rows(sql`SELECT id FROM addresses WHERE account_id = ${tx.accountId} AND address LIKE 'p6@%'`),
  'a function of a column': (tx) => tx.rows(sql`SELECT id FROM contact_points WHERE account_id = ${tx.accountId} AND lower(value_norm) = 'x'`),
  'full text outside the search functions': (tx) => tx.rows(sql`SELECT message_id FROM search_documents WHERE account_id = ${tx.accountId} AND words @@ 'x'::tsquery`),
  'a filter that keeps a limited walk walking': (tx) => tx.rows(sql`SELECT id FROM messages WHERE account_id = ${tx.accountId} AND is_bot ORDER BY id LIMIT 5`),
  'an exact count of everything': (tx) => tx.rows(sql`SELECT count(*) FROM messages WHERE account_id = ${tx.accountId}`),
  'a list by page number': (tx) => tx.rows(sql`SELECT id FROM conversations WHERE account_id = ${tx.accountId} ORDER BY subject OFFSET 100 LIMIT 25`),
  'no account at all': (tx) => tx.rows(sql`SELECT id FROM messages WHERE stored_at > ${now}`),
};
for (const [name, work] of Object.entries(planted)) {
  test(`a planted statement is noticed: ${name}`, async () => {
    const plans = await watch.plansOf(inTx(work));
    assert.notDeepEqual(plans.flatMap(planProblems).filter((problem) => !isWholesale(problem)), []);
  });
}

test('what is watched runs as the app role, under row-level security', async () => {
  const [row] = await database.rows(sql<{ role: string; seen: number }>`SELECT current_user::text AS role, (SELECT count(*) FROM messages) AS seen`);
  assert.deepEqual(row, { role: 'patchbay_app', seen: 0 });
});

function inTx(work: (tx: Tx) => Promise<unknown>): () => Promise<unknown> {
  return () => database.withAccount(accountId, work, { timeoutMs: 60_000 });
}
