/** Which rows are chosen, and from where Shift goes on. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  readonly anchor: number | null;
}

export const noSelection: Selection = { ids: new Set(), anchor: null };

export function toggled({ ids }: Selection, id: number): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** All rows between the anchor and this one join. */
export function extended(selection: Selection, id: number, order: readonly number[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggled(selection, id);
  return { ids: new Set([...selection.ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]), anchor: selection.anchor };
}

/** The whole of what is loaded, or nothing where it is chosen already. */
export function allOrNone({ ids }: Selection, order: readonly number[]): Selection {
  return order.length > 0 && order.every((id) => ids.has(id)) ? noSelection : { ids: new Set(order), anchor: order[0] ?? null };
}

/** What has left the list is not chosen any more. */
export function keptAmong(selection: Selection, order: readonly number[]): Selection {
  const here = new Set(order);
  const ids = new Set([...selection.ids].filter((id) => here.has(id)));
  return ids.size === selection.ids.size ? selection : { ids, anchor: selection.anchor !== null && here.has(selection.anchor) ? selection.anchor : null };
}
