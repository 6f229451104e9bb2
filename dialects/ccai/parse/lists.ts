/** A list with something in it, translated; one that is empty is not given. */
export function listOf<Value>(values: readonly Value[] | undefined): readonly Value[] | undefined;
export function listOf<Value, Other>(values: readonly Value[] | undefined, translate: (values: readonly Value[]) => Other[]): readonly Other[] | undefined;
export function listOf<Value>(values: readonly Value[] | undefined, translate: (values: readonly Value[]) => readonly unknown[] = (same) => same): readonly unknown[] | undefined {
  return values === undefined || values.length === 0 ? undefined : translate(values);
}

/** `verified[]=true`; both of them are no filter. */
export function flagOf(values: readonly boolean[] | undefined): boolean | undefined {
  const asked = new Set(values);
  return asked.size === 1 ? [...asked][0] : undefined;
}
