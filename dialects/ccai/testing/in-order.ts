/** The same values in the order that a list shows them in: texts by their bytes, what has nothing last in either direction. */
export function inOrder(values: readonly unknown[], direction: string): unknown[] {
  const turn = direction === 'desc' ? -1 : 1;
  const rank = (a: unknown, b: unknown): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return a === b ? 0 : (a as string) < (b as string) ? -turn : turn;
  };
  return values.toSorted(rank);
}
