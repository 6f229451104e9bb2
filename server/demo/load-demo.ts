import { join } from 'node:path';
import { getAccount, reserveAccountId } from '#core/accounts/index.ts';
import { findAudit, writeAudit } from '#core/audit/index.ts';
import { catchUp } from '#core/events/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { readConfig } from '../config.ts';
import { consumers } from '../consumers.ts';
import { company } from './company.ts';
import { findOwners, waitForOwners } from './find-owners.ts';
import { importStories } from './import-stories.ts';
import { findConversationsByMail, playActs, writeNotes } from './play-acts.ts';
import { tellWeek } from './plan/tell-week.ts';
import { planWeek } from './plan/week.ts';
import { setUpCompany, type Desk } from './set-up-company.ts';

export interface DemoOptions {
  /** RFC 3339 UTC: what is told ends shortly before. */
  readonly now: string;
  /** Progress, for a person. */
  readonly note: (text: string) => void;
  /** Becomes an owner of the demo's account. Default: the owners of the server's first account, waited for where there is none. */
  readonly userId?: number;
  /** Where attachments are kept. Default: as the server's settings say. */
  readonly filesDir?: string;
  /** Another seed tells another week. */
  readonly seed?: number;
  /** How often to look whether the server was claimed. */
  readonly waitMs?: number;
}

/**
 * Loads one business week of an invented company into an account of its own (`company.slug`), once: again it changes nothing, and what
 * was stopped half way goes on. Silent: every event has the origin import.
 */
export async function loadDemo(database: Database, options: DemoOptions): Promise<void> {
  const seed = options.seed ?? 2_416;
  const present = await getAccount(database, company.slug);
  const founded = present && await findFoundation(database, present.id);
  if (present && !founded) return options.note(`The demo was not loaded: an account "${company.slug}" of another kind is there.`);
  if (founded?.isDone) return options.note(`The demo is there already: account ${company.slug}.`);
  const started = performance.now();
  const { accountId, desk, now } = present && founded ? { accountId: present.id, ...founded } : await found(database, options) ?? { accountId: 0, desk: null, now: options.now };
  if (desk === null) return;
  const { stories } = tellWeek(seed, Date.parse(now));

  const files = openFileStore({ dir: options.filesDir ?? join(readConfig(process.env).dataDir, 'files') });
  options.note(`loading the demo: ${stories.reduce((sum, story) => sum + story.mails.length, 0)} mails of one week`);
  await importStories(database, files, accountId, now, desk, stories);
  const cast = { accountId, now, desk, conversations: await findConversationsByMail(database, accountId, now) };
  if (!await hasHappened(database, accountId, 'demo.acted')) await playActs(database, cast, stories);
  await writeNotes(database, cast, stories);
  const act = systemAct(accountId, now, 'demo', 'import');
  await database.withAccount(accountId, (tx) => writeAudit(tx, act, { action: 'demo.loaded', targetKind: 'account', targetId: accountId, detail: { seed } }));
  await catchUp(database, consumers);
  options.note(`The demo is loaded (${((performance.now() - started) / 1000).toFixed(1)} s): account ${company.slug}. A token for it: ./patchbay token create --help`);
}

/** The account with everything but its mail; null where the server was stopped before anybody had claimed it. */
async function found(database: Database, options: DemoOptions): Promise<{ accountId: number; desk: Desk; now: string } | null> {
  let ownerIds = options.userId === undefined ? await findOwners(database, options.now) : [options.userId];
  if (ownerIds === null) {
    options.note('The demo is loaded as soon as this server has been claimed.');
    ownerIds = await waitForOwners(database, options.now, { everyMs: options.waitMs ?? 1_000 });
  }
  if (ownerIds === null) return null;
  const accountId = await reserveAccountId(database);
  const desk = await setUpCompany(database, accountId, { now: options.now, week: planWeek(Date.parse(options.now)), ownerIds });
  return { accountId, desk, now: options.now };
}

/** What an earlier run has made, and at which instant it told the week from. Null: not our account. */
async function findFoundation(database: Database, accountId: number): Promise<{ desk: Desk; now: string; isDone: boolean } | null> {
  const act = systemAct(accountId, new Date(0).toISOString(), 'demo', 'import');
  const [row] = await database.withAccount(accountId, (tx) => findAudit(tx, act, { action: 'demo.founded' }), { readOnly: true });
  if (!row) return null;
  return { desk: row.detail['desk'] as Desk, now: row.at, isDone: await hasHappened(database, accountId, 'demo.loaded') };
}

async function hasHappened(database: Database, accountId: number, action: string): Promise<boolean> {
  const act = systemAct(accountId, new Date(0).toISOString(), 'demo', 'import');
  return (await database.withAccount(accountId, (tx) => findAudit(tx, act, { action, limit: 1 }), { readOnly: true })).length > 0;
}
