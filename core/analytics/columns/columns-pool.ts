import type { Database, TransactionOptions, Tx } from '#storage/index.ts';
import { AccountColumns } from './account-columns.ts';
import type { ColumnAnswer, ColumnAnswers, ColumnQuestion } from './column-question.ts';
import { countFigures } from './count-figures.ts';
import { countSpread } from './count-spread.ts';
import { areBandsFit } from './judge-spans.ts';
import { FigureDefinitions } from './figure-slots.ts';
import { countRows, UnfitFacts } from './load-segment.ts';
import { bytesFor } from './segment.ts';
import { SnapshotGone, takeSnapshot, type SnapshotName } from './share-snapshot.ts';

export interface PoolLimits {
  /** For the columns of all accounts. */
  readonly bytesMax: number;
  /** So long after its last question an account leaves. */
  readonly idleMs: number;
  /** So long after its last question an account makes no room for another. Default a minute: two that do not fit together would be loaded in turns, and neither be there when it is asked for. */
  readonly restMs?: number;
}

/** What happened to the columns of an account. */
export type PoolNews =
  | { readonly kind: 'loaded'; readonly accountId: number; readonly rows: number; readonly bytes: number; readonly ms: number }
  | { readonly kind: 'too-large' | 'no-room'; readonly accountId: number; readonly rows: number; readonly bytes: number }
  | { readonly kind: 'unfit'; readonly accountId: number; readonly reason: string }
  | { readonly kind: 'left'; readonly accountId: number; readonly because: 'idle' | 'room' | 'changes' }
  | { readonly kind: 'failed'; readonly accountId: number; readonly reason: string };

const loadingMsMax = 600_000;
const countingMsMax = 20_000;
/** After so long it is looked again whether an account fits. */
const refusedMs = 600_000;
const usualRestMs = 60_000;
const snapshot = { isolation: 'repeatable read', readOnly: true } as const satisfies TransactionOptions;

interface Entry { columns: AccountColumns | null; loading: Promise<void> | null; lastMs: number; refusedUntilMs: number; turn: Promise<unknown> }

export interface Asking {
  /** A snapshot that somebody shares; null: as of now. */
  readonly asOf?: SnapshotName | null;
  /** Epoch milliseconds after which nobody waits for the answer: what has piled up behind others is not counted for nobody. */
  readonly untilMs?: number;
}

/** The columns of several accounts within one limit of bytes: loaded at the first question, which the database answers, and let go when nobody asks or another needs the room. */
export class ColumnsPool {
  private readonly entries = new Map<number, Entry>();
  private readonly definitions = new FigureDefinitions();
  private readonly database: Database;
  private readonly limits: PoolLimits;
  private readonly tell: (news: PoolNews) => void;
  private lastLoad: Promise<void> = Promise.resolve();

  constructor(database: Database, limits: PoolLimits, tell: (news: PoolNews) => void) {
    [this.database, this.limits, this.tell] = [database, limits, tell];
  }

  get bytes(): number {
    return [...this.entries.values()].reduce((sum, { columns }) => sum + (columns?.bytes ?? 0), 0);
  }

  /** The figures; null: the columns are not there (yet), or know of more than the shared snapshot shows: the database has to answer. */
  async count<Kind extends keyof ColumnAnswers>(accountId: number, question: ColumnQuestion & { readonly kind: Kind }, how: Asking = {}): Promise<ColumnAnswers[Kind] | null> {
    if (!areBandsFit(question.of.context.goals)) return null;
    return this.inTurn(accountId, how, (tx, columns) => this.answer(tx, columns, question) as Promise<ColumnAnswers[Kind]>);
  }

  private answer(tx: Tx, columns: AccountColumns, question: ColumnQuestion): Promise<ColumnAnswer> {
    switch (question.kind) {
      case 'figures': return countFigures(tx, columns, this.definitions, question.of);
      case 'spread': return countSpread(tx, columns, this.definitions, question.of);
    }
  }

  /** Ends when the account is loaded, or cannot be. */
  async loaded(accountId: number): Promise<boolean> {
    const entry = this.entryOf(accountId);
    await (entry.columns ? null : this.load(accountId, entry));
    return entry.columns !== null;
  }

  /** Accounts that nobody has asked for. */
  sweep(): void {
    for (const [accountId, { lastMs, loading }] of this.entries) if (loading === null && performance.now() - lastMs >= this.limits.idleMs) this.drop(accountId, 'idle');
  }

  /** One question of an account after the other: each reads what changed before it. */
  private async inTurn<T>(accountId: number, how: Asking, work: (tx: Tx, columns: AccountColumns) => Promise<T>): Promise<T | null> {
    const entry = this.entryOf(accountId);
    entry.lastMs = performance.now();
    if (entry.columns === null) {
      void this.load(accountId, entry);
      return null;
    }
    const turn = entry.turn.then(() => this.ask(accountId, entry, how, work));
    entry.turn = turn.catch(() => {});
    return turn;
  }

  private async ask<T>(accountId: number, entry: Entry, { asOf = null, untilMs = Infinity }: Asking, work: (tx: Tx, columns: AccountColumns) => Promise<T>): Promise<T | null> {
    const { columns } = entry;
    if (columns === null || Date.now() > untilMs) return null;
    try {
      return await this.database.withAccount(accountId, async (tx) => {
        if (asOf !== null) await takeSnapshot(tx, asOf);
        const state = await columns.refresh(tx);
        if (state === 'too many') this.drop(accountId, 'changes');
        return state === 'fresh' ? work(tx, columns) : null;
      }, { ...snapshot, timeoutMs: countingMsMax });
    } catch (error) {
      if (error instanceof SnapshotGone) return null;
      // The columns are what they were: they are changed after all is read. A question that cannot be counted in time must not have them loaded anew for the next one.
      if (error instanceof UnfitFacts) this.refuse(accountId, entry);
      this.tell({ kind: error instanceof UnfitFacts ? 'unfit' : 'failed', accountId, reason: error instanceof Error ? error.message : String(error) });
      return null;
    } finally {
      this.makeRoom(0, accountId);
    }
  }

  private entryOf(accountId: number): Entry {
    const known = this.entries.get(accountId) ?? { columns: null, loading: null, lastMs: performance.now(), refusedUntilMs: -Infinity, turn: Promise.resolve() };
    this.entries.set(accountId, known);
    return known;
  }

  private load(accountId: number, entry: Entry): Promise<void> {
    if (entry.loading === null && performance.now() < entry.refusedUntilMs) return Promise.resolve();
    if (entry.loading === null) {
      // One after the other: what is being loaded is not counted yet.
      const loading = this.lastLoad.then(() => this.read(accountId, entry)).finally(() => { entry.loading = null; });
      entry.loading = loading;
      this.lastLoad = loading;
    }
    return entry.loading;
  }

  private async read(accountId: number, entry: Entry): Promise<void> {
    const startMs = performance.now();
    try {
      entry.columns = await this.database.withAccount(accountId, async (tx) => {
        const counts = await countRows(tx);
        const bytes = bytesFor(counts);
        if (bytes > this.limits.bytesMax) {
          entry.refusedUntilMs = performance.now() + refusedMs;
          this.tell({ kind: 'too-large', accountId, rows: counts.messages, bytes });
          return null;
        }
        const restMs = this.limits.restMs ?? usualRestMs;
        if (bytes + this.bytesAskedFor(restMs, accountId) > this.limits.bytesMax) {
          entry.refusedUntilMs = performance.now() + restMs;
          this.tell({ kind: 'no-room', accountId, rows: counts.messages, bytes });
          return null;
        }
        this.makeRoom(bytes, accountId);
        return AccountColumns.load(tx);
      }, { ...snapshot, timeoutMs: loadingMsMax });
      if (entry.columns === null) return;
      this.tell({ kind: 'loaded', accountId, rows: entry.columns.rows, bytes: entry.columns.bytes, ms: performance.now() - startMs });
    } catch (error) {
      entry.refusedUntilMs = performance.now() + refusedMs;
      const reason = error instanceof Error ? error.message : String(error);
      this.tell(error instanceof UnfitFacts ? { kind: 'unfit', accountId, reason } : { kind: 'failed', accountId, reason });
    }
    this.makeRoom(0, accountId);
  }

  /** Of the other accounts that somebody has asked for within the time. */
  private bytesAskedFor(withinMs: number, but: number): number {
    const since = performance.now() - withinMs;
    return [...this.entries].reduce((sum, [accountId, { columns, lastMs }]) => (accountId !== but && columns !== null && lastMs > since ? sum + columns.bytes : sum), 0);
  }

  /** Lets go of who has waited longest for a question, `keep` last, until so many bytes more fit. */
  private makeRoom(bytes: number, keep: number): void {
    const byAge = [...this.entries].filter(([, { columns }]) => columns !== null).sort(([a, x], [b, y]) => Number(a === keep) - Number(b === keep) || x.lastMs - y.lastMs);
    for (const [accountId] of byAge) {
      if (this.bytes + bytes <= this.limits.bytesMax) return;
      this.drop(accountId, 'room');
      // Alone and too large: more than was known before the load. Loading it again for each question would help nobody.
      if (accountId === keep) this.entries.get(keep)!.refusedUntilMs = performance.now() + refusedMs;
    }
  }

  private refuse(accountId: number, entry: Entry): void {
    this.drop(accountId, null);
    entry.refusedUntilMs = performance.now() + refusedMs;
  }

  private drop(accountId: number, because: 'idle' | 'room' | 'changes' | null): void {
    const entry = this.entries.get(accountId);
    if (entry === undefined) return;
    const hadColumns = entry.columns !== null;
    entry.columns = null;
    if (because === 'idle') this.entries.delete(accountId);
    if (hadColumns && because !== null) this.tell({ kind: 'left', accountId, because });
  }
}
