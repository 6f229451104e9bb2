/** Where one goes when what is under the cursor leaves the list: the next that stays, else the one before, else nowhere. */
export function neighbourOf(order: readonly number[], current: number | null, gone: ReadonlySet<number>): number | null {
  const at = current === null ? -1 : order.indexOf(current);
  if (at < 0) return order.find((id) => !gone.has(id)) ?? null;
  return order.slice(at + 1).find((id) => !gone.has(id)) ?? order.slice(0, at).findLast((id) => !gone.has(id)) ?? null;
}
