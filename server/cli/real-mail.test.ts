import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readJsonLines } from '#channels/email/parse/corpora-for-tests.ts';
import { businessSeconds, parseCalendar, type CalendarVersion } from '#core/calendars/index.ts';
import { corpusFile } from '#testkit/corpora/corpus-mails.ts';
import type { ExportedConversation, ExportedMessage } from '#testkit/corpora/exported-rows.ts';
import { pairwiseAgreement } from '#testkit/corpora/pairwise-agreement.ts';
import { todaysMails, todaysThreads } from '#testkit/corpora/todays-mails.ts';
import { writeMbox } from '#testkit/corpora/write-mbox.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { databaseUrl, runPatchbayJson, runPatchbayLines } from '#testkit/run-patchbay.ts';

const corpus = 'usrp-users/usrp-2019-2022';
const calendarFile = {
  zone: 'America/Chicago',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]])),
  holidays: [2019, 2020, 2021, 2022].flatMap((year) => ['01-01', '07-04', '12-25', '12-26'].map((day) => `${year}-${day}`)),
};

interface Derived {
  readonly thread: number; readonly started_by: 'external' | 'internal'; readonly first_reply?: string; readonly first_reply_raw?: number; readonly first_reply_business?: number;
  readonly replies_by_wait: readonly (readonly [asked: string, answered: string, raw: number, business: number])[];
}
interface Label { readonly id: string; readonly label: string; readonly sender: string; readonly internal: boolean }
interface Figures { readonly firstReply: string | null; readonly waits: ReadonlyMap<string, readonly [raw: number, business: number]> }

/** The rules of the corpus's README are set through the commands, two import processes run at once, and the figures come out of the export. */
describe('real mail through the commands', { skip: corpusFile(`${corpus}.mbox.xz`).skip }, () => {
  let database: ClonedDatabase;
  let dir = '';
  let messages = new Map<string, ExportedMessage>();
  let conversations: ExportedConversation[] = [];
  let threads: ReadonlyMap<string, number> = new Map();
  let labels = new Map<string, Label>();
  let derived: Derived[] = [];

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'patchbay-real-mail-'));
    database = await cloneDatabase();
    const env = { DATABASE_URL: databaseUrl(database.connection), PATCHBAY_DATA_DIR: join(dir, 'data') };
    const setup = await runPatchbayJson<{ account: { id: number } }>(['setup', '--account', 'List', '--email', 'ada@desk.test', '--name', 'Ada', '--password', 'a long enough one 7'], { env });
    const account = String(setup.account.id);
    await writeFile(join(dir, 'calendar.json'), JSON.stringify(calendarFile));
    await runPatchbayJson(['calendar', 'set', '--account', account, join(dir, 'calendar.json')], { env });
    const raws: Uint8Array[] = [];
    for await (const mail of await todaysMails(corpusFile(`${corpus}.mbox.xz`).path)) raws.push(mail.raw);
    await writeMbox(join(dir, 'even.mbox'), raws.filter((_, at) => at % 2 === 0 || at % 10 === 1));
    await writeMbox(join(dir, 'odd.mbox'), raws.filter((_, at) => at % 2 === 1 || at % 10 === 2));
    const importing = ['--account', account, '--channel', 'usrp-users@lists.ettus.com', '--list', '--internal-domain', 'ettus.com', '--internal-domain', 'ni.com', '--internal-domain', 'emerson.com'];
    const results = await Promise.all(['even', 'odd'].map((half) => runPatchbayJson<{ stored: number; quarantined: number }>(['import', join(dir, `${half}.mbox`), ...importing], { env })));
    assert.equal(results[0]!.stored + results[1]!.stored, raws.length, 'two processes at once store every mail once');
    assert.deepEqual(results.map((result) => result.quarantined), [0, 0]);
    const rows = await runPatchbayLines<ExportedMessage>(['export', 'messages', '--account', account, '--format', 'jsonl'], { env });
    assert.equal(rows.length, raws.length);
    messages = new Map(rows.map((row) => [row.message_id!, row]));
    conversations = await runPatchbayLines<ExportedConversation>(['export', 'conversations', '--account', account, '--format', 'jsonl'], { env });
    threads = await todaysThreads(corpusFile(`${corpus}.mbox.xz`).path);
    labels = new Map((await readJsonLines<Label>(corpusFile(`${corpus}.derived-labels.jsonl.xz`).path)).map((row) => [bare(row.id), row]));
    derived = await readJsonLines<Derived>(corpusFile(`${corpus}.derived-conversations.jsonl.xz`).path);
  });
  after(async () => {
    await database.drop();
    await rm(dir, { recursive: true, force: true });
  });

  it('every message is there once, in the right thread', (test) => {
    assert.equal(messages.size, threads.size);
    const { precision, recall } = pairwiseAgreement(new Map([...messages].map(([id, message]) => [id, message.thread_id!])), threads);
    test.diagnostic(`precision ${precision.toFixed(6)}, recall ${recall.toFixed(6)}`);
    assert.ok(precision >= 0.999 && recall >= 0.999);
    const joins = new Map<string, number>();
    for (const message of messages.values()) joins.set(message.joined_because!, (joins.get(message.joined_because!) ?? 0) + 1);
    test.diagnostic(`joined because: ${[...joins].map(([why, count]) => `${why} ${count}`).join(', ')}; ${conversations.length} conversations`);
  });

  it('the true sender is found behind the list', (test) => {
    const wrong = [...messages].filter(([id, message]) => message.from.address !== labels.get(id)!.sender.toLowerCase());
    test.diagnostic(`${wrong.length} differ: ${wrong.slice(0, 20).map(([id, message]) => `${id} ours ${message.from.address.split('@')[1]}`).join('; ')}`);
    assert.ok(wrong.length <= 2, `${wrong.length} senders differ`);
  });

  it('first replies and waits are equal in raw and business seconds; each difference follows from a written rule', (test) => {
    const calendar = parseCalendar(calendarFile);
    assert.ok(calendar.ok);
    const version: CalendarVersion = { ...calendar.value, calendarId: 1, version: 1, validFrom: null };
    const ofThread = new Map(derived.map((row) => [row.thread, row]));
    const differences = { 'joined with another thread (subject, or In-Reply-To without brackets)': 0, 'a forward neither starts nor stops the clock': 0 };
    let equal = 0;
    for (const conversation of conversations) {
      const threadIds = new Set(conversation.message_ids.map((id) => threads.get(id)!));
      const row = threadIds.size === 1 ? ofThread.get([...threadIds][0]!)! : null;
      const hasForward = conversation.message_ids.some((id) => messages.get(id)!.is_forward);
      const ours: Figures = {
        firstReply: conversation.first_reply_at === null ? null : `${conversation.first_reply_seconds_raw} ${conversation.first_reply_seconds_business} ${conversation.first_reply_by}`,
        waits: new Map(conversation.message_ids.map((id) => [id, messages.get(id)!] as const).filter(([, message]) => message.wait_seconds_raw !== null)
          .map(([id, message]) => [id, [message.wait_seconds_raw!, message.wait_seconds_business!]])),
      };
      const isWhole = row !== null && conversation.message_ids.length === [...threads].filter(([, thread]) => thread === row.thread).length;
      const published = isWhole ? publishedFigures(row, labels) : null;
      if (published !== null && same(ours, published)) {
        equal += 1;
        assert.equal(conversation.type, row!.started_by === 'external' ? 'inbound' : 'outbound');
        continue;
      }
      if (published === null) differences['joined with another thread (subject, or In-Reply-To without brackets)'] += 1;
      else if (hasForward) differences['a forward neither starts nor stops the clock'] += 1;
      else assert.fail(`conversation of ${conversation.message_ids[0]} differs without a rule: ${show(ours)} against ${show(published)}`);
      const byRule = figuresByRule(conversation.message_ids, messages, labels, version);
      assert.ok(same(ours, byRule), `conversation of ${conversation.message_ids[0]}: ${show(ours)} against the rule ${show(byRule)}`);
    }
    test.diagnostic(`${equal} conversations equal the published figures; ${Object.entries(differences).map(([why, count]) => `${count}: ${why}`).join('; ')}`);
    assert.equal(equal + Object.values(differences).reduce((sum, count) => sum + count, 0), conversations.length);
    assert.ok(equal > new Set(threads.values()).size * 3 / 4, `${equal} of ${threads.size} mails' threads`);
  });
});

function publishedFigures(row: Derived, labels: ReadonlyMap<string, Label>): Figures {
  return {
    firstReply: row.first_reply === undefined ? null : `${row.first_reply_raw} ${row.first_reply_business} ${labels.get(bare(row.first_reply))!.sender.toLowerCase()}`,
    waits: new Map(row.replies_by_wait.map(([, answered, raw, business]) => [bare(answered), [raw, business]])),
  };
}

/** The README's rules over any set of messages, with the one rule of ours: a forward neither starts nor stops the clock. Independent of core's. */
function figuresByRule(ids: readonly string[], messages: ReadonlyMap<string, ExportedMessage>, labels: ReadonlyMap<string, Label>, version: CalendarVersion): Figures {
  const waits = new Map<string, readonly [number, number]>();
  let asked: number | null = null;
  let firstReply: string | null = null;
  const began = labels.get(ids[0]!)!.internal ? 'inside' : 'outside';
  for (const id of ids) {
    const label = labels.get(id)!;
    if (label.label === 'forward') continue;
    const at = Date.parse(messages.get(id)!.message_at);
    if (!label.internal) asked ??= at;
    else if (asked !== null) {
      const span: readonly [number, number] = [Math.floor(at / 1000) - Math.floor(asked / 1000), businessSeconds([version], asked, at).seconds];
      waits.set(id, span);
      if (began === 'outside') firstReply ??= `${span[0]} ${span[1]} ${label.sender.toLowerCase()}`;
      asked = null;
    }
  }
  return { firstReply, waits };
}

function same(a: Figures, b: Figures): boolean {
  return a.firstReply === b.firstReply && a.waits.size === b.waits.size && [...a.waits].every(([id, span]) => b.waits.get(id)?.join() === span.join());
}

function show(figures: Figures): string {
  return JSON.stringify([figures.firstReply, [...figures.waits]]);
}

function bare(id: string): string {
  return id.replace(/^<|>$/g, '');
}
