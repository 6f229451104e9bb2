import type { TSchema } from '@sinclair/typebox';
import { FilePart, type Tree } from '#http/index.ts';

interface SchemaNode { type?: string; properties?: Record<string, SchemaNode>; items?: SchemaNode; anyOf?: SchemaNode[]; 'x-separator'?: string }

/**
 * Text of a query string or path to the types of the schema: `15` may be an integer, `1.5` a number, `true` a boolean, `a,b` a list where the schema has a
 * separator. What does not fit stays as it is, for the schema to refuse. Bodies are JSON and stay as they are.
 */
export function convertInput(schema: TSchema, tree: Tree, place: 'query' | 'body' | 'params'): unknown {
  if (place === 'body' || tree === null || typeof tree !== 'object' || Array.isArray(tree) || tree instanceof FilePart) return tree;
  const { properties = {} } = schema as unknown as SchemaNode;
  const converted: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(properties)) {
    if (Object.hasOwn(tree, name)) converted[name] = convertValue(part, tree[name] ?? null);
  }
  return converted;
}

function convertValue(schema: SchemaNode, value: Tree): unknown {
  if (typeof value !== 'string') return value;
  const types = [schema, ...(schema.anyOf ?? [])].map(({ type }) => type);
  if (schema.type === 'array' && schema['x-separator'] !== undefined) return value.split(schema['x-separator']).map((each) => convertValue(schema.items ?? {}, each));
  if (types.includes('integer') && /^-?\d{1,16}$/.test(value)) return Number(value);
  if (types.includes('number') && /^-?\d{1,16}(?:\.\d{1,6})?$/.test(value)) return Number(value);
  if (types.includes('boolean') && /^(?:true|false)$/.test(value)) return value === 'true';
  return value;
}
