import type { Tx } from '#storage/index.ts';
import { bytesOfDictionaries, newDictionaries, type Dictionaries } from './dictionaries.ts';
import { loadSegment } from './load-segment.ts';
import { changedSince, currentMark, type ChangeMark } from './mark-changed.ts';
import { bytesOf, dropConversations, type Segment } from './segment.ts';

/** Conversations that are read again at each change, and those that are read again when the former have become so many. */
const youngMax = 300;
const middleMax = 10_000;
/** Share of all messages that may be dead before all is read again. */
const deadShareMax = 0.25;

/**
 * The facts of one account as columns. What changed after the load stands in two small segments beside the large one: the young one is read again at each change, and is emptied into the middle one when it has
 * grown. Each conversation stands in one of them, whole.
 */
export class AccountColumns {
  readonly dictionaries: Dictionaries = newDictionaries();
  private base: Segment;
  private middle: Segment | null = null;
  private young: Segment | null = null;
  private inMiddle: ReadonlySet<number> = new Set();
  private inYoung: ReadonlySet<number> = new Set();
  /** Of the last change: what read before it cannot be answered any more. */
  private mark: ChangeMark;
  private dead = 0;

  private constructor(base: Segment, mark: ChangeMark, dictionaries: Dictionaries) {
    this.base = base;
    this.mark = mark;
    this.dictionaries = dictionaries;
  }

  /** In a repeatable read. Throws `UnfitFacts`. */
  static async load(tx: Tx): Promise<AccountColumns> {
    const [mark, dictionaries] = [await currentMark(tx), newDictionaries()];
    return new AccountColumns(await loadSegment(tx, dictionaries, null), mark, dictionaries);
  }

  get segments(): readonly Segment[] {
    return [this.base, this.middle, this.young].filter((each) => each !== null);
  }

  get bytes(): number {
    return this.segments.reduce((sum, segment) => sum + bytesOf(segment), bytesOfDictionaries(this.dictionaries));
  }

  get rows(): number {
    return this.segments.reduce((sum, { messages }) => sum + messages.count, 0) - this.dead;
  }

  /** Reads what changed, as the repeatable read `tx` shows it. 'too many': all of it has to be loaded anew; 'earlier': `tx` does not show what is here already. */
  async refresh(tx: Tx): Promise<'fresh' | 'earlier' | 'too many'> {
    const { mark, isEarlier, conversationIds } = await changedSince(tx, this.mark);
    if (isEarlier) return 'earlier';
    if (conversationIds.length === 0) return 'fresh';
    if (!(await this.replace(tx, conversationIds))) return 'too many';
    this.mark = mark;
    return 'fresh';
  }

  /** Nothing is changed before all is read: a transaction that lost a race begins anew. */
  private async replace(tx: Tx, ids: readonly number[]): Promise<boolean> {
    const young = new Set([...this.inYoung, ...ids]);
    if (young.size > youngMax) {
      const middle = new Set([...this.inMiddle, ...young]);
      if (middle.size > middleMax) return false;
      this.middle = await loadSegment(tx, this.dictionaries, [...middle]);
      [this.young, this.inMiddle, this.inYoung] = [null, middle, new Set()];
    } else {
      this.young = await loadSegment(tx, this.dictionaries, [...young]);
      this.inYoung = young;
      if (this.middle) this.dead += dropConversations(this.middle, ids);
    }
    this.dead += dropConversations(this.base, ids);
    return this.dead <= deadShareMax * this.base.messages.count + youngMax;
  }
}
