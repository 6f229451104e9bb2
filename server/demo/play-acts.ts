import { exportMessages } from '#core/analytics/index.ts';
import { changeConversation, changeLife, labelConversation, mergeConversations, postMessage } from '#core/conversations/index.ts';
import { builtInRoles, systemAct, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import { agents } from './company.ts';
import type { PlannedAct, Story } from './plan/story.ts';
import type { Desk } from './set-up-company.ts';

/** Who acts, on what. */
export interface Cast { readonly accountId: number; readonly now: string; readonly desk: Desk; /** By Message-ID. */ readonly conversations: ReadonlyMap<string, number> }

const agentRights = new Set(builtInRoles.agent);

/** Message-ID -> conversation, of everything that is in. */
export async function findConversationsByMail(database: Database, accountId: number, now: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  await exportMessages(database, systemAct(accountId, now, 'demo', 'import'), (row) => {
    const { message_id: mailId, conversation_id: id } = row as { message_id: string | null; conversation_id: number };
    if (mailId !== null) found.set(mailId, id);
  });
  return found;
}

/** Does what people did besides writing: each act by its agent, at its instant, all in one transaction, oldest first. */
export async function playActs(database: Database, { accountId, now, desk, conversations }: Cast, stories: readonly Story[]): Promise<number> {
  const acts = stories.flatMap((story) => story.acts).filter(({ deed }) => deed.kind !== 'note').toSorted((a, b) => a.at - b.at);
  await database.withAccount(accountId, async (tx) => {
    const lives = new Map<number, string>();
    for (const planned of acts) await play(tx, actOf(accountId, desk, planned), desk, planned, conversations, lives);
    await writeAudit(tx, systemAct(accountId, now, 'demo', 'import'), { action: 'demo.acted', detail: { acts: acts.length } });
  }, { timeoutMs: 60_000 });
  return acts.length;
}

/** Notes last: each is a message of its own, in a round trip of its own. */
export async function writeNotes(database: Database, { accountId, desk, conversations }: Cast, stories: readonly Story[]): Promise<void> {
  for (const planned of stories.flatMap((story) => story.acts)) {
    const conversationId = conversations.get(planned.mail);
    if (planned.deed.kind !== 'note' || planned.by === 'system' || conversationId === undefined) continue;
    await postMessage(database, actOf(accountId, desk, planned), { conversationId, direction: 'note', text: planned.deed.text, agentId: desk.agents[planned.by].agentId });
  }
}

function actOf(accountId: number, desk: Desk, { by, at }: PlannedAct): Act {
  const now = new Date(at).toISOString();
  if (by === 'system') return systemAct(accountId, now, 'demo', 'import');
  return { accountId, actor: { kind: 'user', id: desk.agents[by].userId, permissions: agentRights }, source: 'demo', origin: 'import', now };
}

async function play(tx: Tx, act: Act, desk: Desk, { mail, deed }: PlannedAct, conversations: ReadonlyMap<string, number>, lives: Map<number, string>): Promise<void> {
  const id = conversations.get(mail);
  if (id === undefined) throw new Error(`the demo acts on a mail that was not stored: ${mail}`);
  switch (deed.kind) {
    case 'assign':
      await changeConversation(tx, act, id, { assigneeId: desk.agents[deed.to].agentId, teamId: desk.teams[agents[deed.to].team] });
      break;
    case 'priority':
      await changeConversation(tx, act, id, { priority: deed.value });
      break;
    case 'label':
      await labelConversation(tx, act, id, { add: [desk.labels[deed.label]] });
      break;
    case 'life':
      // A mail of the customer opens only what was ended before it.
      if (deed.life === 'open' && !['resolved', 'closed'].includes(lives.get(id) ?? '')) break;
      await changeLife(tx, act, [id], { life: deed.life });
      lives.set(id, deed.life);
      break;
    case 'snooze':
      await changeLife(tx, act, [id], { life: 'snoozed', snoozedUntil: new Date(deed.until).toISOString() });
      break;
    case 'merge':
      await mergeConversations(tx, act, { from: id, into: conversations.get(deed.into)! });
      break;
    case 'note': // written apart, see writeNotes
      break;
  }
}
