import { RequestError } from '../errors/request-error.ts';
import { bracketKeysMax, bracketTree } from './bracket-tree.ts';
import type { TreeMap } from './tree.ts';

/** A query string or an urlencoded form to a tree. Malformed escapes (also overlong UTF-8 and surrogates) are refused. */
export function urlencodedTree(text: string): TreeMap {
  if (text === '') return bracketTree([]);
  const parts = text.split('&', bracketKeysMax + 1);
  if (parts.length > bracketKeysMax) throw new RequestError('bad-request', `More than ${bracketKeysMax} parameters.`);
  return bracketTree(parts.filter((part) => part !== '').map(pairOf));
}

function pairOf(part: string): readonly [string, string] {
  const at = part.indexOf('=');
  return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new RequestError('bad-request', 'A parameter has a malformed percent escape.');
  }
}
