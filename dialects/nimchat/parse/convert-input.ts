import type { TSchema } from '@sinclair/typebox';
import { notFound } from '#core/kernel/index.ts';
import { FilePart, jsonTree, RequestError, type Tree, type TreeMap } from '#http/index.ts';

interface Node { type?: string | string[]; enum?: readonly unknown[]; properties?: Record<string, Node>; items?: Node; additionalProperties?: unknown; 'x-separator'?: string; 'x-path'?: boolean; 'x-number'?: boolean; 'x-json'?: boolean }

/**
 * Parameters to the types that the schema declares, as a Rails server reads them: `15` given as text is an integer, `true` and `1` are
 * booleans, a list in a form may be `labels[]=x` or, where the schema says so, `x,y`. Only declared names are taken over; maps without
 * declared names stay as they are; one that may come as JSON text is read. In a query a word left empty is not given. What does not fit
 * stays, for the schema to refuse.
 */
export function convertInput(schema: TSchema, tree: Tree, place: 'query' | 'body' | 'params'): unknown {
  return convertMap(schema as unknown as Node, place === 'query' ? withoutEmptyWords(schema as unknown as Node, tree) : tree);
}

/** `status=` of a form that nobody filled in. */
function withoutEmptyWords({ properties = {} }: Node, tree: Tree): Tree {
  return isMap(tree) ? Object.fromEntries(Object.entries(tree).filter(([name, value]) => value !== '' || !Object.hasOwn(properties, name) || properties[name]?.enum === undefined)) : tree;
}

function isMap(tree: unknown): tree is TreeMap {
  return tree !== null && typeof tree === 'object' && !Array.isArray(tree) && !(tree instanceof FilePart);
}

function convertMap({ properties = {} }: Node, tree: Tree): unknown {
  if (!isMap(tree)) return tree;
  const converted: Record<string, unknown> = {};
  for (const [name, node] of Object.entries(properties)) {
    const value = Object.hasOwn(tree, name) ? convertValue(node, tree[name] ?? null) : undefined;
    if (value !== undefined) converted[name] = value;
  }
  return converted;
}

function convertValue(node: Node, value: Tree): unknown {
  const types = Array.isArray(node.type) ? node.type : [node.type];
  if (node['x-path']) {
    if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) throw notFound('resource');
    return Number(value);
  }
  if (value === null) return types.includes('null') ? null : undefined; // not given, to a field that cannot be empty
  if (types.includes('string')) return node['x-number'] && typeof value === 'number' ? String(value) : value;
  if (types.includes('integer') && typeof value === 'string') return value === '' ? (types.includes('null') ? null : undefined) : /^[+-]?\d{1,16}$/.test(value) ? Number(value) : value;
  if (types.includes('boolean')) return typeof value === 'object' ? value : booleans.get(String(value)) ?? value;
  if (types.includes('array')) return convertList(node, value);
  if (types.includes('object') && node.properties) return convertMap(node, value);
  if (node['x-json'] && typeof value === 'string') return readJson(value);
  return value;
}

function readJson(text: string): unknown {
  try {
    return jsonTree(text);
  } catch (error) {
    if (error instanceof RequestError) return text;
    throw error;
  }
}

function convertList(node: Node, value: Tree): unknown {
  const separator = node['x-separator'];
  const elements = typeof value === 'string' ? (value === '' ? [] : separator === undefined ? [value] : value.split(separator).map((each) => each.trim())) : value;
  if (!Array.isArray(elements)) return elements;
  return node.items ? elements.map((element) => convertValue(node.items!, element) ?? null) : elements;
}

const booleans: ReadonlyMap<string, boolean> = new Map([['1', true], ['true', true], ['0', false], ['false', false]]);
