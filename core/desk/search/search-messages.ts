import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { loadHits, type SearchHit } from './load-hits.ts';
import { parseSearch, type ParsedSearch, type SearchTerm } from './parse-search.ts';
import { queryText } from './query-text.ts';
import { resolveScope, type SearchScope } from './resolve-scope.ts';
import { widenTerms, type WidenedTerm } from './widen-terms.ts';

/** Where a page ended. */
export interface SearchPlace { readonly at: string; readonly id: number }

export interface SearchInput {
  readonly query: string;
  /** Default 25, at most 100. */
  readonly limit?: number;
  readonly before?: SearchPlace | null;
  readonly channelId?: number;
  /** Instants, RFC 3339: from inclusive, to exclusive. Narrow what `after:` and `before:` say. */
  readonly from?: string;
  readonly to?: string;
  /** The last word is still being typed: it is taken as a beginning. */
  readonly isTyping?: boolean;
}

export interface SearchResult {
  /** Newest first. */
  readonly rows: readonly SearchHit[];
  /** Found on this page and after it. Capped: there may be more (1,000 are counted at most, and only while it is quick). */
  readonly total: { readonly count: number; readonly isCapped: boolean };
  readonly next: SearchPlace | null;
  /** Words that stood in no message, and what was searched for beside them. */
  readonly corrections: readonly { readonly word: string; readonly also: readonly string[] }[];
}

const totalMax = 1_000;
const limitMax = 100;
/**
 * Milliseconds after which a walk through history pauses: the page then ends early, with a place to go on from. A page that is full has the
 * shorter time for counting what else there is: the total is then a lower bound (`isCapped`).
 */
const budgetMs = 150;
const countMs = 60;

/** Full-text search over all messages of the account: see core/desk/README.md for what can be typed. */
export async function searchMessages(tx: Tx, act: Act, input: SearchInput): Promise<SearchResult> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const parsed = parseSearch(input.query, input.isTyping);
  let terms: readonly (SearchTerm | WidenedTerm)[] = parsed.terms;
  const isEmpty = !terms.some((term) => /[\p{L}\p{N}]/u.test(term.text)) && !parsed.hasAttachment && parsed.state === null && parsed.labels.length === 0 && parsed.assignees.length === 0 && parsed.channels.length === 0
    && parsed.afterDay === null && parsed.beforeDay === null;
  if (isEmpty) return { rows: [], total: { count: 0, isCapped: false }, next: null, corrections: [] };
  const scope = await resolveScope(tx, act, parsed, input.channelId);
  const { zone } = await tx.one(sql<{ zone: string }>`SELECT zone FROM accounts WHERE id = ${tx.accountId}`);
  const limit = Math.max(1, Math.min(input.limit ?? 25, limitMax));
  let found = await walk(tx, input, parsed, scope, terms, zone, limit);
  if (found.hits.length === 0 && found.pausedAt === null && !input.before) {
    const widened = await widenTerms(tx, terms);
    if (widened) {
      terms = widened;
      found = await walk(tx, input, parsed, scope, widened, zone, limit);
    }
  }
  const page = found.hits.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await loadHits(tx, page.map((hit) => hit.id), terms),
    total: { count: Math.min(found.hits.length, totalMax), isCapped: found.hits.length > totalMax || found.pausedAt !== null },
    next: found.hits.length > limit && last ? { at: last.at, id: last.id } : found.pausedAt,
    corrections: terms.flatMap((term) => ('also' in term && term.also.length > 0 ? [{ word: term.text, also: term.also }] : [])),
  };
}

interface Walk { readonly hits: readonly SearchPlace[]; readonly pausedAt: SearchPlace | null }

async function walk(tx: Tx, input: SearchInput, parsed: ParsedSearch, scope: SearchScope, terms: readonly SearchTerm[], zone: string, limit: number): Promise<Walk> {
  // Nobody's conversations are looked for among those that wait for somebody, unless said otherwise.
  const state = parsed.state ?? (scope.assigneeIds?.includes(0) ? 'open' : null);
  const lives = state === null ? null : state === 'open' ? ['open', 'snoozed'] : ['resolved', 'closed'];
  const from = latest(input.from, parsed.afterDay === null ? undefined : startOfDay(parsed.afterDay, zone, 1));
  const to = earliest(input.to, parsed.beforeDay === null ? undefined : startOfDay(parsed.beforeDay, zone, 0));
  const { text: query, hasWords } = queryText(terms, parsed.hasAttachment);
  const rows = await tx.rows(sql<{ message_id: number | null; conversation_id: number; at: string }>`
    SELECT message_id, conversation_id, at FROM search_messages(${tx.accountId}, ${query}::tsquery, ${hasWords}, ${lives}::text[],
      ${parsed.labels.length === 0 ? null : [...parsed.labels]}::text[], ${scope.assigneeIds}::bigint[], ${scope.channelIds}::bigint[], ${from ?? null}::timestamptz, ${to ?? null}::timestamptz,
      ${input.before?.at ?? null}::timestamptz, ${input.before?.id ?? null}::bigint, ${totalMax + 1}, ${limit + 1}, ${budgetMs}, ${countMs})`);
  const pause = rows.find((row) => row.message_id === null);
  return {
    hits: rows.flatMap((row) => (row.message_id === null ? [] : [{ at: row.at, id: row.message_id }])),
    pausedAt: pause ? { at: pause.at, id: pause.conversation_id } : null,
  };
}

function startOfDay(day: string, zone: string, daysLater: number): string {
  return Temporal.PlainDate.from(day).add({ days: daysLater }).toZonedDateTime(zone).toInstant().toString();
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || b === undefined ? a ?? b : Date.parse(a) > Date.parse(b) ? a : b;
}

function earliest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || b === undefined ? a ?? b : Date.parse(a) < Date.parse(b) ? a : b;
}
