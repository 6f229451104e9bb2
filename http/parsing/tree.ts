import type { FilePart } from './file-part.ts';

/** What a request carries, whatever it was written in (query string, form, multipart, JSON): text, numbers, lists and maps; files in multipart only. */
export type Tree = null | string | number | boolean | FilePart | Tree[] | TreeMap;

/** A map without a prototype where it came from a query string or a form. */
export interface TreeMap { [key: string]: Tree }

/** Names that reach an object's insides when a tree is copied carelessly: refused everywhere. */
const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isForbiddenName(name: string): boolean {
  return forbiddenNames.has(name);
}
