import { loadCalendars, phaseAt, type Phase } from '#core/calendars/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { menuTree, type MenuNode } from '../menus/menu-tree.ts';
import type { QueueKind, QueueRules } from '../queue.ts';
import { findQueueOfPath, getQueueRules } from '../setup/queue-rules.ts';
import { entryDecision, type EntryDecision } from './entry-decision.ts';

export interface CallQuestion {
  /** Either of both. A node that is no leaf: what is said there, and the choices. */
  readonly menuId?: number | undefined;
  readonly queueId?: number | undefined;
  /** In which queue a leaf leads by it; not for a queue. */
  readonly lang?: string | undefined;
  readonly kind?: QueueKind | undefined;
  /** RFC 3339; not named: now. */
  readonly at?: string | undefined;
}

/** A queue on the way, and what it does. */
export interface ExplainedQueue {
  readonly queueId: number;
  readonly name: string;
  readonly menuPath: string | null;
  readonly lang: string;
  readonly phase: Phase;
  readonly hasCalendar: boolean;
  readonly waiting: number;
  readonly readyAgents: number;
  readonly outcome: EntryDecision;
}

export interface AskedAgent { readonly agentId: number; readonly name: string; readonly level: number; /** Idle and ready since; null: not ready now. */ readonly readySince: string | null }

export interface CallExplanation {
  readonly at: string;
  /** What is said or shown at the node; null: nothing, or a queue was asked about. */
  readonly menu: { readonly id: number; readonly path: string; readonly outputMessage: string | null } | null;
  /** Of a node that is no leaf: what can be chosen, with the key. */
  readonly choices: readonly { readonly menuId: number; readonly key: string | null; readonly name: string }[];
  /** From the first queue to the one where it ends, as each sends work on. */
  readonly queues: readonly ExplainedQueue[];
  /** choices: there is more to choose. no-queue: nothing works this language. waits: it waits in the last queue. Else what the last queue does. */
  readonly end: 'choices' | 'no-queue' | 'waits' | 'message' | 'voicemail' | 'callback' | 'schedule' | 'end';
  /** Where it waits: a virtual agent takes it first. */
  readonly botName: string | null;
  /** Where it waits: who would be asked, in that order, at most 100: by level, then the longest idle. Those who are not ready come last in their level. */
  readonly asked: readonly AskedAgent[];
  readonly agentCount: number;
}

const askedMax = 100;

/**
 * What a caller would get at an instant, and why. Hours are judged at the instant; who waits and who is ready is as it is now, which is the best guess for
 * any other time. Decides by `entryDecision`, as routing does. Changes nothing.
 */
export async function explainCall(tx: Tx, act: Act, question: CallQuestion): Promise<CallExplanation> {
  requirePermission(act, 'queues.read');
  const at = instant(question.at ?? act.now);
  if ((question.menuId === undefined) === (question.queueId === undefined)) throw invalid('menuId', 'must be named, or a queue', 'menu-or-queue');
  const nothing = { at, menu: null, choices: [], queues: [], botName: null, asked: [], agentCount: 0 };
  if (question.queueId !== undefined) {
    const rules = await getQueueRules(tx, question.queueId);
    if (!rules) throw notFound('queue');
    return { ...nothing, ...await follow(tx, rules, at) };
  }
  const lang = question.lang ?? 'en';
  const found = nodeIn(await menuTree(tx, act), question.menuId!, []);
  if (!found) throw notFound('menu');
  const words = found.node.languages.find((one) => one.lang === lang);
  const menu = { id: found.node.id, path: found.path.join('/'), outputMessage: words?.outputMessage ?? found.node.outputMessage };
  if (found.node.pathId === null) return { ...nothing, menu, choices: choicesOf(found.node, lang), end: 'choices' };
  const rules = await findQueueOfPath(tx, { menuPathId: found.node.pathId, lang, kind: question.kind ?? 'call' });
  return rules ? { ...nothing, menu, ...await follow(tx, rules, at) } : { ...nothing, menu, end: 'no-queue' };
}

async function follow(tx: Tx, first: QueueRules, at: string): Promise<Pick<CallExplanation, 'queues' | 'end' | 'botName' | 'asked' | 'agentCount'>> {
  const calendars = await loadCalendars(tx);
  const queues: ExplainedQueue[] = [];
  for (let rules = first; ;) {
    const phase = rules.calendarId === null ? 'open' : phaseAt(calendars.byId.get(rules.calendarId) ?? [], Date.parse(at));
    const { waiting, readyAgents } = await tx.one(sql<{ waiting: number; readyAgents: number }>`
      SELECT (SELECT count(*) FROM queue_entries WHERE account_id = ${tx.accountId} AND queue_id = ${rules.id}) AS waiting,
        (SELECT count(*) FROM queue_agents WHERE account_id = ${tx.accountId} AND queue_id = ${rules.id} AND ready_since IS NOT NULL) AS "readyAgents"`);
    const outcome = entryDecision(rules, { phase, waiting, readyAgents });
    queues.push({ queueId: rules.id, name: rules.name, menuPath: rules.menuPath, lang: rules.lang, phase, hasCalendar: rules.calendarId !== null, waiting, readyAgents, outcome });
    if (outcome.decision === 'wait') return { queues, end: 'waits', botName: rules.botName, ...await whoIsAsked(tx, rules.id) };
    if (outcome.action.action !== 'queue') return { queues, end: outcome.action.action, botName: null, asked: [], agentCount: 0 };
    const next = await getQueueRules(tx, outcome.action.queueId);
    // Neither can be written: a target is checked, and kept while it is one.
    if (!next || queues.some(({ queueId }) => queueId === next.id)) throw new CoreError('conflict', 'The queues send work round in a ring.', { key: 'queue-ring', values: { names: rules.name } });
    rules = next;
  }
}

async function whoIsAsked(tx: Tx, queueId: number): Promise<{ asked: AskedAgent[]; agentCount: number }> {
  const { agentCount } = await tx.one(sql<{ agentCount: number }>`SELECT count(*) AS "agentCount" FROM queue_agents WHERE account_id = ${tx.accountId} AND queue_id = ${queueId}`);
  const asked = await tx.rows(sql<AskedAgent>`
    SELECT m.agent_id AS "agentId", a.name, m.level, m.ready_since AS "readySince" FROM queue_agents m JOIN agents a ON a.account_id = m.account_id AND a.id = m.agent_id
    WHERE m.account_id = ${tx.accountId} AND m.queue_id = ${queueId} ORDER BY m.level, m.ready_since NULLS LAST, m.agent_id LIMIT ${askedMax}`);
  return { asked, agentCount };
}

function nodeIn(nodes: readonly MenuNode[], menuId: number, above: readonly string[]): { readonly node: MenuNode; readonly path: readonly string[] } | null {
  for (const node of nodes) {
    const path = [...above, node.name];
    const found = node.id === menuId ? { node, path } : nodeIn(node.children, menuId, path);
    if (found) return found;
  }
  return null;
}

/** Visible ones in this language. A key that nobody chose is the place among them, as long as it fits a phone. */
function choicesOf(node: MenuNode, lang: string): CallExplanation['choices'] {
  const shown = node.children.filter((child) => !child.isHidden && (child.languages.length === 0 || child.languages.some((one) => one.lang === lang)));
  return shown.map((child, at) => ({
    menuId: child.id, name: child.languages.find((one) => one.lang === lang)?.name ?? child.name,
    key: child.kind !== 'ivr' ? null : child.choice ?? (at < 9 ? String(at + 1) : null),
  }));
}

function instant(text: string): string {
  try {
    return new Date(Temporal.Instant.from(text).epochMilliseconds).toISOString();
  } catch {
    throw invalid('at', 'must be an instant such as 2026-01-05T09:00:00Z', 'no-instant');
  }
}
