import type { Tree } from '#http/index.ts';

/** A query tree as PHP's http_build_query writes it (RFC 3986): `%20` for a space, `label%5B0%5D=x`; empty values and `except` are left out. */
export function queryText(tree: Tree, except: string): string {
  if (tree === null || typeof tree !== 'object' || Array.isArray(tree)) return '';
  return Object.entries(tree).filter(([name]) => name !== except).flatMap(([name, value]) => pairs(name, value)).join('&');
}

function pairs(name: string, value: Tree): string[] {
  if (value === null || value === '') return [];
  if (typeof value !== 'object') return [`${encode(name)}=${encode(String(value))}`];
  const entries = Array.isArray(value) ? value.map((element, at): [string, Tree] => [String(at), element]) : Object.entries(value);
  return entries.flatMap(([step, part]) => pairs(`${name}[${step}]`, part));
}

/** Also what encodeURIComponent leaves: `!'()*`. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
