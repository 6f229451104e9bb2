import type { TSchema } from '@sinclair/typebox';

interface Json { readonly properties?: Readonly<Record<string, Json>>; readonly items?: Json; readonly anyOf?: readonly Json[]; readonly type?: string }

/** Every field of an answer that holds one value, by its path: `transfers[].from_agent.id`. */
export function leavesOf(schema: TSchema, path = ''): string[] {
  const { properties, items, anyOf, type } = schema as Json;
  if (anyOf) {
    const some = anyOf.filter((one) => one.type !== 'null');
    const nested = some.flatMap((one) => leavesOf(one as TSchema, path));
    return [...new Set(nested.length > 0 ? nested : [path])];
  }
  if (items) return leavesOf(items as TSchema, `${path}[]`);
  if (properties) return Object.entries(properties).flatMap(([name, one]) => leavesOf(one as TSchema, path === '' ? name : `${path}.${name}`));
  return type === 'null' ? [] : [path];
}

/** The paths at which these records hold something. */
export function filledIn(records: readonly unknown[]): Set<string> {
  const found = new Set<string>();
  const walk = (value: unknown, path: string): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) for (const one of value) walk(one, `${path}[]`);
    else if (typeof value === 'object') for (const [name, one] of Object.entries(value)) walk(one, path === '' ? name : `${path}.${name}`);
    else found.add(path);
  };
  for (const record of records) walk(record, '');
  return found;
}
