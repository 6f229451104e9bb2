/** Paths of objects in a schema that would let undeclared fields pass. A map (`additionalProperties` with a schema) is declared. */
export function openObjects(schema: unknown, path = '#'): string[] {
  if (Array.isArray(schema)) return schema.flatMap((part, at) => openObjects(part, `${path}/${at}`));
  if (schema === null || typeof schema !== 'object') return [];
  const node = schema as Record<string, unknown>;
  const types = Array.isArray(node['type']) ? node['type'] : [node['type']];
  const isOpen = types.includes('object') && (node['additionalProperties'] === undefined || node['additionalProperties'] === true);
  const inner = ['items', 'anyOf', 'oneOf', 'allOf', 'additionalProperties'].flatMap((name) => openObjects(node[name], `${path}/${name}`));
  const properties = Object.entries((node['properties'] ?? {}) as Record<string, unknown>).flatMap(([name, part]) => openObjects(part, `${path}/${name}`));
  return [...(isOpen ? [path] : []), ...inner, ...properties];
}
