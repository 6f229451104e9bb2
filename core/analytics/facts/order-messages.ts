import type { FactMessage } from './conversation-input.ts';

/** How many ancestors a message has among messages of the same instant. */
function depthAmong(sameInstant: ReadonlyMap<number, FactMessage>, message: FactMessage): number {
  const seen = new Set<number>([message.id]);
  let depth = 0;
  let parent = message.parentId === null ? undefined : sameInstant.get(message.parentId);
  while (parent && !seen.has(parent.id)) {
    seen.add(parent.id);
    depth += 1;
    parent = parent.parentId === null ? undefined : sameInstant.get(parent.parentId);
  }
  return depth;
}

function compareKeys(a: FactMessage, b: FactMessage): number {
  const [left, right] = [a.sortKey ?? '', b.sortKey ?? ''];
  return left === right ? a.id - b.id : left < right ? -1 : 1;
}

/**
 * Messages in conversation order, whatever order they are given in: by time; at the same instant a message comes after the one it
 * answers, else by sort key, else by id.
 */
export function orderMessages(messages: readonly FactMessage[]): FactMessage[] {
  const sorted = messages.toSorted((a, b) => a.at - b.at);
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]?.at === sorted[start]?.at) end += 1;
    if (end - start > 1) {
      const group = sorted.slice(start, end);
      const byId = new Map(group.map((message) => [message.id, message]));
      const depth = new Map(group.map((message) => [message.id, depthAmong(byId, message)]));
      group.sort((a, b) => (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0) || compareKeys(a, b));
      sorted.splice(start, group.length, ...group);
    }
    start = end;
  }
  return sorted;
}
