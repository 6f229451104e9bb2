/**
 * Where a value is not built like a sample of the document: other keys, other nesting, another JSON type, an empty list. `{}` in a sample is a
 * map of anything. null is a difference, too, but for the paths in `mayBeNull` (`payload.0.meta.assignee` is written `payload.*.meta.assignee`).
 */
export function differences(value: unknown, sample: unknown, mayBeNull: ReadonlySet<string>, path = ''): string[] {
  const here = path === '' ? 'the answer' : path;
  if (value === null && sample !== null) return mayBeNull.has(path) ? [] : [`${here} is null`];
  if (Array.isArray(sample)) {
    if (!Array.isArray(value)) return [`${here} is no list`];
    if (value.length === 0) return [`${here} is empty`];
    return value.flatMap((each) => differences(each, sample[0], mayBeNull, below(path, '*')));
  }
  if (typeof sample !== 'object' || sample === null) return kindOf(value) === kindOf(sample) ? [] : [`${here} is ${kindOf(value)}, not ${kindOf(sample)}`];
  if (typeof value !== 'object' || Array.isArray(value) || value === null) return [`${here} is no map`];
  const [given, wanted] = [value as Record<string, unknown>, sample as Record<string, unknown>];
  if (Object.keys(wanted).length === 0) return [];
  return [
    ...Object.keys(wanted).filter((key) => !Object.hasOwn(given, key)).map((key) => `${below(path, key)} is missing`),
    ...Object.keys(given).filter((key) => !Object.hasOwn(wanted, key)).map((key) => `${below(path, key)} is not in the document`),
    ...Object.keys(wanted).filter((key) => Object.hasOwn(given, key)).flatMap((key) => differences(given[key], wanted[key], mayBeNull, below(path, key))),
  ];
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Whole numbers are told from others: an id or a time is never 1.5. */
function kindOf(value: unknown): string {
  return typeof value === 'number' ? (Number.isInteger(value) ? 'a whole number' : 'a number') : value === null ? 'null' : typeof value;
}
