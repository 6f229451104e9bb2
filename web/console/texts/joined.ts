/** `Ada`, `Ada and Bo`, `Ada, Bo and Cleo`. */
export function joined(names: readonly string[], and: string): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`;
}
