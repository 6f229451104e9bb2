/** PHP writes a map without entries as `[]`. */
export function mapOrEmptyList<Value>(map: Readonly<Record<string, Value>>): Record<string, Value> | [] {
  return Object.keys(map).length === 0 ? [] : { ...map };
}
