import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMembers, getAccount, resetPassword, setupAccount } from '#core/accounts/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { loadDemo } from '#server/load-demo.ts';
import { openDatabase, type Connection } from '#storage/index.ts';
import { preparedDatabase, type PreparedDatabase } from '#testkit/database/prepared-database.ts';

/** Of everybody who may sign in there. */
export const password = 'correct horse battery';

export interface DemoDesk {
  readonly accountId: number;
  /** E-mails of two agents of the demo who may sign in. */
  readonly agents: readonly [string, string];
  /** E-mail of who may do everything there. */
  readonly owner: string;
  /** The demo's files, of all copies: to be copied, too. */
  readonly filesDir: string;
}

/** The demo's week, in a database of one's own. Loading it takes 5 s of a core, so a run does it once in ten minutes. */
export const demoDesk = (): Promise<PreparedDatabase<DemoDesk>> => preparedDatabase('demo-desk', fill);

async function fill(connection: Connection): Promise<DemoDesk> {
  // Beside what is shared by the run, with which it goes.
  const filesDir = await mkdtemp(join(process.env['PATCHBAY_TEST_SHARED'] ?? tmpdir(), 'demo-files-'));
  const database = openDatabase(connection);
  try {
    const now = nowText(systemClock);
    const owner = 'owner@desk.test';
    await setupAccount(database, { accountName: 'Own', email: owner, name: 'Owner', password, now });
    await loadDemo(database, { now, note: () => {}, filesDir });
    const { id: accountId } = (await getAccount(database, 'samowerk-demo'))!;
    const act = systemAct(accountId, now, 'test');
    const members = await database.withAccount(accountId, (tx) => findMembers(tx, act));
    const [first, second] = members.filter(({ agentId }) => agentId !== null);
    for (const { id } of [first!, second!]) await resetPassword(database, act, { userId: id, newPassword: password });
    return { accountId, agents: [first!.email, second!.email], owner, filesDir };
  } finally {
    await database.close();
  }
}
