import { systemAct, type Act } from '#core/kernel/index.ts';
import { createAgent, findAgents } from '#core/people/index.ts';
import { createMenu, createQueue, findMenus, findQueues, setAssignments } from '#core/queues/index.ts';
import type { Change } from '#core/routing/index.ts';
import type { Tx } from '#storage/index.ts';
import type { Scenario, ScenarioQueue } from './scenario.ts';

export interface SetUp {
  /** Queue by name. */
  readonly queues: ReadonlyMap<string, { readonly id: number; readonly menuId: number | null }>;
  /** Agents in the order of the file: those of its first line, then the second. */
  readonly agents: readonly (readonly number[])[];
  /** What was missing and is made, or would be, in words. */
  readonly plan: readonly string[];
}

/** What the scenario needs and the account has not; with `makes` it is made. Agents and queues are known by their names, menus by their way. */
export async function setUp(change: Change, { accountId, now }: { accountId: number; now: string }, scenario: Scenario, makes: boolean): Promise<SetUp> {
  const act = systemAct(accountId, now, 'simulate');
  return change(async (tx) => {
    const plan: string[] = [];
    const queues = new Map<string, { id: number; menuId: number | null }>();
    const present = await findQueues(tx, act);
    for (const queue of scenario.queues) {
      const known = present.find((one) => one.name === queue.name && one.kind === queue.kind);
      if (known) {
        queues.set(queue.name, { id: known.id, menuId: known.menuId });
        continue;
      }
      plan.push(`a queue "${queue.name}" for ${queue.kind}s, at the end of ${queue.menu.join(' / ')}`);
      if (makes) queues.set(queue.name, await makeQueue(tx, act, queue));
    }
    const agents: number[][] = [];
    const people = await findAgents(tx, act);
    for (const group of scenario.agents) {
      const ids: number[] = [];
      let missing = 0;
      for (let nth = 1; nth <= group.count; nth += 1) {
        const name = group.count === 1 ? group.name : `${group.name} ${nth}`;
        const known = people.find((agent) => agent.name === name);
        if (known) ids.push(known.id);
        else missing += 1;
        if (!known && makes) ids.push((await createAgent(tx, act, { name })).id);
      }
      if (missing > 0) plan.push(`${missing} agent${missing === 1 ? '' : 's'} "${group.name}"`);
      agents.push(ids);
    }
    if (makes) await assign(tx, act, scenario, queues, agents);
    return { queues, agents, plan };
  });
}

async function makeQueue(tx: Tx, act: Act, { name, kind, lang, menu, rules }: ScenarioQueue): Promise<{ id: number; menuId: number }> {
  const menuKind = kind === 'call' ? 'ivr' as const : 'web' as const;
  let parent = null as { id: number } | null;
  for (const word of menu) {
    const { menus } = await findMenus(tx, act, { kinds: [menuKind], parentIds: [parent?.id ?? null], names: [word] });
    parent = menus[0] ?? (await createMenu(tx, act, { kind: menuKind, name: word, outputMessage: `You have chosen ${word}.`, parentId: parent?.id ?? null }));
  }
  const menuId = parent!.id;
  const { id } = await createQueue(tx, act, { ...rules, kind, name, lang, menuId });
  return { id, menuId };
}

/** Who works a queue already stays. */
async function assign(tx: Tx, act: Act, scenario: Scenario, queues: SetUp['queues'], agents: readonly (readonly number[])[]): Promise<void> {
  const present = await findQueues(tx, act);
  for (const [name, { id }] of queues) {
    const held = present.find((one) => one.id === id)!.assignments;
    const wanted = scenario.agents.flatMap((group, nth) => (group.queues[name] === undefined ? [] : agents[nth]!.map((agentId) => ({ agentId, teamId: null, level: group.queues[name]! }))));
    const missing = wanted.filter((one) => !held.some(({ agentId }) => agentId === one.agentId));
    if (missing.length > 0) await setAssignments(tx, act, id, [...held, ...missing]);
  }
}
