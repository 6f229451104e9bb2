import { RequestError } from '../errors/request-error.ts';
import { textProblem } from './text-problem.ts';
import { isForbiddenName, type Tree } from './tree.ts';

export const jsonDepthMax = 32;
/** Values of any kind, in all lists and maps together. */
export const jsonValuesMax = 50_000;

/** JSON text to a tree; of a name given twice the last counts (RFC 8259 section 4 leaves it open). */
export function jsonTree(text: string): Tree {
  let tree: Tree;
  try {
    tree = JSON.parse(text) as Tree;
  } catch {
    throw new RequestError('bad-request', 'The body is not valid JSON.');
  }
  checkTree(tree);
  return tree;
}

function checkTree(root: Tree): void {
  let values = 0;
  const check = (tree: Tree, depth: number): void => {
    values += 1;
    if (values > jsonValuesMax) throw new RequestError('bad-request', `The body holds more than ${jsonValuesMax} values.`);
    if (depth > jsonDepthMax) throw new RequestError('bad-request', `The body is nested deeper than ${jsonDepthMax}.`);
    if (typeof tree === 'string') checkText(tree);
    if (tree === null || typeof tree !== 'object') return;
    if (Array.isArray(tree)) {
      for (const element of tree) check(element, depth + 1);
      return;
    }
    for (const name of Object.keys(tree)) {
      if (isForbiddenName(name)) throw new RequestError('bad-request', 'The body has a name that is not allowed.');
      checkText(name);
      check(tree[name] ?? null, depth + 1);
    }
  };
  check(root, 0);
}

function checkText(text: string): void {
  const problem = textProblem(text);
  if (problem !== null) throw new RequestError('bad-request', `A text in the body ${problem}.`);
}
