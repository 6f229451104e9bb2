import { sql, type Tx } from '#storage/index.ts';
import { subjectJoinDays, type Candidate } from './choose-conversation.ts';

interface CandidateRow {
  id: number; thread_id: number; is_list: boolean; counterpart: string | null; life: string; last_at: string; base_subject: string;
}

export interface CandidateWish {
  readonly threadIds: readonly number[];
  /** Message-IDs that a mail names in a way the header partition does not read. */
  readonly parentMailIds: readonly string[];
  /** Replies that could join by their subject; asked only where their thread has no conversation. */
  readonly subjects: readonly { readonly threadId: number; readonly baseSubject: string; readonly counterparts: readonly string[]; readonly atMs: number }[];
}

export interface Candidates {
  readonly byThread: Map<number, Candidate[]>;
  readonly byMailId: Map<string, Candidate>;
  readonly bySubject: Candidate[];
}

/**
 * The conversations that mails may join, each row locked until commit: nobody can merge, delete or undo one away beneath them. What was found
 * is read again after its rows are locked, until nothing new turns up.
 */
export async function loadCandidates(tx: Tx, wish: CandidateWish): Promise<Candidates> {
  const locked = new Set<number>();
  for (;;) {
    const byId = new Map<number, Candidate>();
    const byThread = await loadThreadCandidates(tx, wish.threadIds, byId);
    const candidates: Candidates = {
      byThread,
      byMailId: await loadParentCandidates(tx, wish.parentMailIds, byId),
      bySubject: await loadSubjectCandidates(tx, wish.subjects.filter((mail) => !byThread.has(mail.threadId)), byId),
    };
    const fresh = [...byId.keys()].filter((id) => !locked.has(id));
    if (fresh.length === 0) {
      await addParticipants(tx, byId);
      return candidates;
    }
    await tx.rows(sql`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${fresh}::bigint[]) ORDER BY id FOR UPDATE`);
    for (const id of fresh) locked.add(id);
  }
}

/**
 * Conversations of these threads, oldest first. OFFSET 0: each thread is looked up by its index; the planner, who knows nothing of how much
 * one account has, would sooner walk all conversations of the account for every batch.
 */
async function loadThreadCandidates(tx: Tx, threadIds: readonly number[], byId: Map<number, Candidate>): Promise<Map<number, Candidate[]>> {
  const rows = await tx.rows(sql<CandidateRow>`
    SELECT c.id, ct.thread_id, ch.is_list, a.address AS counterpart, c.life, c.last_message_at AS last_at, c.base_subject
    FROM unnest(${[...threadIds]}::bigint[]) AS w(id)
    CROSS JOIN LATERAL (SELECT t.thread_id, t.conversation_id FROM conversation_threads t WHERE t.account_id = ${tx.accountId} AND t.thread_id = w.id OFFSET 0) ct
    CROSS JOIN LATERAL (
      SELECT v.id, v.channel_id, v.counterpart_id, v.life, v.last_message_at, v.base_subject FROM conversations v
      WHERE v.account_id = ${tx.accountId} AND v.id = ct.conversation_id AND v.merged_into IS NULL OFFSET 0) c
    JOIN channels ch ON ch.account_id = ${tx.accountId} AND ch.id = c.channel_id
    LEFT JOIN addresses a ON a.account_id = ${tx.accountId} AND a.id = c.counterpart_id
    ORDER BY c.id`);
  const byThread = new Map<number, Candidate[]>();
  for (const row of rows) {
    const candidate = candidateOf(row, byId);
    const group = byThread.get(row.thread_id);
    if (group) group.push(candidate);
    else byThread.set(row.thread_id, [candidate]);
  }
  return byThread;
}

/** Conversations of the held mails with these Message-IDs. */
async function loadParentCandidates(tx: Tx, mailIds: readonly string[], byId: Map<number, Candidate>): Promise<Map<string, Candidate>> {
  if (mailIds.length === 0) return new Map();
  const rows = await tx.rows(sql<CandidateRow & { mail_id: string }>`
    SELECT DISTINCT ON (m.mail_id) m.mail_id, c.id, 0 AS thread_id, ch.is_list, a.address AS counterpart, c.life, c.last_message_at AS last_at, c.base_subject
    FROM messages m
    JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id
    JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id
    LEFT JOIN addresses a ON a.account_id = c.account_id AND a.id = c.counterpart_id
    WHERE m.account_id = ${tx.accountId} AND m.mail_id = ANY(${[...mailIds]}::text[]) ORDER BY m.mail_id, m.at, m.id`);
  return new Map(rows.map((row) => [row.mail_id, candidateOf(row, byId)]));
}

/** Conversations that a reply without a known parent could join: same base subject, same counterpart, recent enough. */
async function loadSubjectCandidates(tx: Tx, wanted: CandidateWish['subjects'], byId: Map<number, Candidate>): Promise<Candidate[]> {
  if (wanted.length === 0) return [];
  const pairs = wanted.flatMap((mail) => mail.counterparts.map((address) => ({ subject: mail.baseSubject, address, at: new Date(mail.atMs).toISOString() })));
  const rows = await tx.rows(sql<CandidateRow>`
    SELECT DISTINCT c.id, 0 AS thread_id, ch.is_list, a.address AS counterpart, c.life, c.last_message_at AS last_at, c.base_subject
    FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS w(subject text, address text, at timestamptz)
    JOIN addresses a ON a.account_id = ${tx.accountId} AND a.address = w.address
    JOIN conversations c ON c.account_id = ${tx.accountId} AND c.counterpart_id = a.id AND c.base_subject = w.subject AND c.merged_into IS NULL
     AND c.last_message_at BETWEEN w.at - make_interval(days => ${subjectJoinDays}) AND w.at + make_interval(days => ${subjectJoinDays})
    JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id
    ORDER BY c.id DESC`);
  return rows.map((row) => candidateOf(row, byId));
}

function candidateOf(row: CandidateRow, byId: Map<number, Candidate>): Candidate {
  const known = byId.get(row.id);
  if (known) return known;
  const candidate: Candidate = {
    id: row.id, isList: row.is_list, kind: 'held', counterpart: row.counterpart, participants: new Set(), life: row.life,
    lastAtMs: Date.parse(row.last_at), baseSubject: row.base_subject,
  };
  byId.set(row.id, candidate);
  return candidate;
}

/** Everybody who stands in the headers, and whom a chat went after by mail; a list's conversations take anybody and need none. */
async function addParticipants(tx: Tx, byId: ReadonlyMap<number, Candidate>): Promise<void> {
  const wanted = [...byId.values()].filter((candidate) => !candidate.isList).map((candidate) => candidate.id);
  if (wanted.length === 0) return;
  const rows = await tx.rows(sql<{ conversation_id: number; address: string }>`
    SELECT DISTINCT m.conversation_id, a.address
    FROM messages m
    JOIN message_parties p ON p.account_id = m.account_id AND p.message_id = m.id
    JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
    WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ANY(${wanted}::bigint[])
    UNION
    SELECT v.conversation_id, v.address FROM visitor_mails v WHERE v.account_id = ${tx.accountId} AND v.conversation_id = ANY(${wanted}::bigint[])`);
  for (const row of rows) byId.get(row.conversation_id)?.participants.add(row.address);
}
