import type { TSchema } from '@sinclair/typebox';
import { FilePart, type Tree } from '#http/index.ts';

interface SchemaNode { type?: string | string[]; properties?: Record<string, SchemaNode>; items?: SchemaNode; 'x-separator'?: string }

/**
 * Text from a query string or a form to the types that the schema declares, as a PHP server reads it: text is trimmed, an empty one is not
 * given, `15` may be an integer, `1 0 true false` a boolean, `a,b` a list where the schema says so. What does not fit stays as it is, for
 * the schema to refuse. Only declared names are taken over.
 */
export function convertInput(schema: TSchema, tree: Tree): unknown {
  const { properties = {} } = schema as unknown as SchemaNode;
  if (tree === null || typeof tree !== 'object' || Array.isArray(tree) || tree instanceof FilePart) return tree;
  const converted: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(properties)) {
    const value = Object.hasOwn(tree, name) ? convertValue(part, tree[name] ?? null) : undefined;
    if (value !== undefined) converted[name] = value;
  }
  return converted;
}

function convertValue(schema: SchemaNode, given: Tree): unknown {
  const value = typeof given === 'string' ? given.trim() : given;
  if (value === '' || value === null) return undefined;
  if (schema.type === 'array') return convertList(schema, value);
  if (schema.type === 'object') return convertInput(schema as TSchema, value);
  if (schema.type === 'integer' && typeof value === 'string' && /^[+-]?\d{1,16}$/.test(value)) return Number(value);
  if (schema.type === 'number' && typeof value === 'string' && /^[+-]?\d{1,16}(?:\.\d{1,6})?$/.test(value)) return Number(value);
  if (schema.type === 'boolean' && typeof value !== 'object') return booleans.get(String(value)) ?? value;
  return value;
}

function convertList(schema: SchemaNode, value: Tree): unknown {
  const separator = schema['x-separator'];
  const elements = typeof value === 'string' ? (separator === undefined ? [value] : value.split(separator)) : value;
  if (!Array.isArray(elements)) return elements;
  return elements.map((element) => (schema.items ? convertValue(schema.items, element) : element)).filter((element) => element !== undefined);
}

const booleans: ReadonlyMap<string, boolean> = new Map([['1', true], ['true', true], ['0', false], ['false', false]]);
