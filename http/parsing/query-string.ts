import { RequestError } from '../errors/request-error.ts';
import type { TreeMap } from './tree.ts';
import { urlencodedTree } from './urlencoded-tree.ts';

/** A query string that could not be read. The router parses before any handler runs and must not throw, so the error travels in the tree's place. */
export class UnreadableQuery {
  readonly error: RequestError;

  constructor(error: RequestError) {
    this.error = error;
  }
}

/** The router's query parser. */
export function parseQueryString(text: string): TreeMap | UnreadableQuery {
  try {
    return urlencodedTree(text);
  } catch (error) {
    if (error instanceof RequestError) return new UnreadableQuery(error);
    throw error;
  }
}
