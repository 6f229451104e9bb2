import type { TSchema } from '@sinclair/typebox';
import { notFound } from '#core/kernel/index.ts';
import { FilePart, InvalidInput, type Tree, type TreeMap } from '#http/index.ts';
import { parseInstant } from './instant.ts';

interface Node { type?: string; properties?: Record<string, Node>; items?: Node; 'x-instant'?: boolean; 'x-words'?: Readonly<Record<string, string>>; 'x-path'?: boolean }

/**
 * Parameters from text to the types of the schema. Only declared names are taken over; a value left empty is not given (`page=&per=`, as
 * request collections send what nobody filled in). A list may come as `id[]=1&id[]=2`, `id[0]=1` or as one plain `id=1`. What does not fit
 * stays, for the schema to refuse; an instant and a word are refused here, with the parameter's name.
 */
export function convertInput(schema: TSchema, tree: Tree, place: 'query' | 'body' | 'params'): unknown {
  if (place === 'params') return Object.fromEntries(Object.entries(tree as TreeMap).map(([name, value]) => [name, pathId(value)]));
  return convertMap(schema as unknown as Node, tree, '');
}

function pathId(value: Tree): number {
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) throw notFound('record');
  return Number(value);
}

function convertMap({ properties = {} }: Node, tree: Tree, path: string): unknown {
  if (tree === null || typeof tree !== 'object' || Array.isArray(tree) || tree instanceof FilePart) return tree;
  const converted: Record<string, unknown> = {};
  for (const [name, node] of Object.entries(properties)) {
    const value = Object.hasOwn(tree, name) ? convertValue(node, tree[name] ?? null, path === '' ? name : `${path}.${name}`) : undefined;
    if (value !== undefined) converted[name] = value;
  }
  // `started_at[after]` would else be a filter that filters nothing.
  const stray = path === '' ? undefined : Object.keys(tree).find((name) => !Object.hasOwn(properties, name));
  if (stray !== undefined) throw new InvalidInput([{ field: path, problem: `has ${Object.keys(properties).map((name) => `[${name}]`).join(' and ')}, nothing else` }]);
  return converted;
}

function convertValue(node: Node, given: Tree, path: string): unknown {
  const value = typeof given === 'string' ? given.trim() : given;
  if (value === '' || value === null) return undefined;
  switch (node.type) {
    case 'array': return convertList(node, value, path);
    case 'object': return convertMap(node, value, path);
    case 'integer': return typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value) ? Number(value) : value;
    // "Number 1-5 or null": no bound.
    case 'number': return value === 'null' ? undefined : typeof value === 'string' && /^[+-]?\d{1,12}(?:\.\d{1,6})?$/.test(value) ? Number(value) : value;
    case 'boolean': return typeof value === 'string' ? booleans.get(value.toLowerCase()) ?? value : value;
    case undefined:
    default: return typeof value === 'string' ? convertText(node, value, path) : value;
  }
}

function convertText(node: Node, text: string, path: string): string {
  if (node['x-instant']) return parseInstant(text, path);
  const words = node['x-words'];
  if (!words) return text;
  const known = words[wordKey(text)];
  if (known === undefined) throw new InvalidInput([{ field: path, problem: `must be one of ${[...new Set(Object.values(words))].join(', ')}` }]);
  return known;
}

function convertList(node: Node, value: Tree, path: string): unknown {
  const elements = Array.isArray(value) ? value : typeof value === 'object' ? null : [value];
  if (elements === null) return value;
  const given = elements.map((element, at) => convertValue(node.items ?? {}, element, `${path}.${at}`)).filter((element) => element !== undefined);
  return given.length === 0 ? undefined : given;
}

/** Case and the marks between words do not count: `Voice Inbound (IVR)`, `voice_inbound_ivr`. */
export function wordKey(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
}

const booleans: ReadonlyMap<string, boolean> = new Map([['1', true], ['true', true], ['0', false], ['false', false]]);
