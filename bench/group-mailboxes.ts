import { countStats, findFigures, findMessageLog, resolveParty, type LogFilter } from '#core/analytics/index.ts';
import type { Tx } from '#storage/index.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { agents, channels, seedFacts } from './kit/seed-facts.ts';
import { median } from './kit/statistics.ts';

/**
 * Reports of ten group mailboxes at 1 M conversations, 600,000 of the account that is asked (`--scale 0.1`: a tenth): each is named in the first mail of one conversation in twenty, has three members, and every second one's
 * address is a channel's. A month and all time, through core, as the app role under row-level security, warm; beside the report of an agent over the same time.
 */
const { isJson, isShort, scale } = benchOptions();
const bench = await openBenchDatabase({ size: 2 });
const rounds = isShort ? 2 : 5;
const groups = 10;
const all: LogFilter = { zone: 'Europe/Berlin', nowMs: Date.parse('2026-10-31T12:00:00Z') };
const month: LogFilter = { ...all, fromDay: '2026-09-01', toDay: '2026-09-30' };

try {
  await seedFacts(bench.owner, { conversations: Math.round(1_000_000 * scale), onStep: (name, seconds) => say(`${name}: ${seconds.toFixed(1)} s`) });
  for (const statement of [
    `INSERT INTO addresses (account_id, id, address, domain) SELECT 1, 20000 + g, 'group' || g || '@acme.test', 'acme.test' FROM generate_series(1, ${groups}) g`,
    `INSERT INTO group_mailboxes (account_id, id, name, created_at, updated_at) SELECT 1, g, 'Group ' || g, now(), now() FROM generate_series(1, ${groups}) g`,
    `INSERT INTO group_mailbox_addresses (account_id, group_mailbox_id, address, is_own) SELECT 1, g, 'group' || g || '@acme.test', true FROM generate_series(1, ${groups}) g`,
    `INSERT INTO group_mailbox_members (account_id, group_mailbox_id, agent_id) SELECT 1, g, (g * 3 + m) % ${agents} + 1 FROM generate_series(1, ${groups}) g, generate_series(0, 2) m`,
    `INSERT INTO channel_addresses (account_id, channel_id, address) SELECT 1, g, 'group' || g || '@acme.test' FROM generate_series(1, ${channels}) g WHERE g % 2 = 0`,
    `SET session_replication_role = replica`,
    `INSERT INTO message_parties (account_id, message_id, role, ordinal, address_id) SELECT 1, (conversation_id - 1) * 5 + 1, 'cc', 2, 20001 + conversation_id / 5 % 20 FROM conversation_facts WHERE account_id = 1 AND conversation_id / 5 % 20 < ${groups}`,
    `SET session_replication_role = origin`, `VACUUM ANALYZE`,
  ]) await bench.owner.query(statement);
  say('seeded');
  const partyOf = async (tx: Tx, name: string, type: 'shared-mailbox' | 'agent'): Promise<LogFilter['party'] & object> => {
    const party = await resolveParty(tx, name, type);
    if (!party) throw new Error(`nobody is called ${name}`);
    return party;
  };
  const rows: Record<string, Cell>[] = [];
  for (const [who, name, type] of [['an agent', 'Agent 5', 'agent'], ['a group, by address alone', 'Group 3', 'shared-mailbox'], ['a group with a channel', 'Group 4', 'shared-mailbox']] as const) {
    for (const [when, filter] of [['month', month], ['all time', all]] as const) {
      const works: Readonly<Record<string, (tx: Tx, asked: LogFilter) => Promise<unknown>>> = {
        stats: (tx, asked) => countStats(tx, asked), 'figures by day': (tx, asked) => findFigures(tx, { filter: asked, split: 'day' }),
        'messages, page 1': (tx, asked) => findMessageLog(tx, asked, { sortBy: 'at', direction: 'desc', page: 1, perPage: 25 }),
      };
      for (const [what, work] of Object.entries(works)) {
        const times: number[] = [];
        for (let round = -1; round < rounds; round += 1) {
          const start = performance.now();
          await bench.database.withAccount(1, async (tx) => work(tx, { ...filter, party: await partyOf(tx, name, type) }), { timeoutMs: 600_000 }).catch((error: unknown) => say(`${who}, ${when}, ${what}: ${String(error)}`));
          if (round >= 0) times.push(performance.now() - start);
        }
        rows.push({ who, when, what, 'p50 ms': median(times), 'max ms': Math.max(...times) });
        say(`${who}, ${when}, ${what}: ${median(times).toFixed(0)} ms`);
      }
    }
  }
  printTable(`reports of group mailboxes at ${Math.round(600_000 * scale)} conversations of one account`, rows, isJson);
} finally {
  await bench.close();
}
