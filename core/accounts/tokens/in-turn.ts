interface Turn { readonly running: Promise<unknown>; next?: Promise<unknown> }

/** Of each owner, what is under way by name. */
const underWay = new WeakMap<object, Map<string, Turn>>();

/**
 * Runs `work`, once for all who ask for the same while it runs for somebody else: they share a run that begins after they asked, so that none of them is told what was true before. What fails, fails for those who share it.
 */
export function inTurn<T>(owner: object, name: string, work: () => Promise<T>): Promise<T> {
  const turns = underWay.get(owner) ?? new Map<string, Turn>();
  underWay.set(owner, turns);
  const begin = (): Promise<T> => {
    const running = work();
    const turn: Turn = { running };
    turns.set(name, turn);
    void running.catch(() => {}).then(() => { if (turn.next === undefined) turns.delete(name); });
    return running;
  };
  const turn = turns.get(name);
  if (!turn) return begin();
  turn.next ??= turn.running.catch(() => {}).then(begin);
  return turn.next as Promise<T>;
}
