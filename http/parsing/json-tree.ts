import { RequestError } from '../errors/request-error.ts';
import { jsonExcess } from './json-bounds.ts';
import { FilePart } from './file-part.ts';
import { textProblem } from './text-problem.ts';
import { isForbiddenName, type Tree } from './tree.ts';

/** JSON text to a tree; of a name given twice the last counts (RFC 8259 section 4 leaves it open). */
export function jsonTree(text: string): Tree {
  const excess = jsonExcess(text);
  if (excess !== null) throw new RequestError('bad-request', `The body ${excess}.`);
  let tree: Tree;
  try {
    tree = JSON.parse(text) as Tree;
  } catch {
    throw new RequestError('bad-request', 'The body is not valid JSON.');
  }
  checkTree(tree);
  return tree;
}

/** Depth was bounded before, so the recursion is. */
function checkTree(tree: Tree): void {
  if (typeof tree === 'string') checkText(tree);
  if (tree === null || typeof tree !== 'object' || tree instanceof FilePart) return;
  if (Array.isArray(tree)) {
    for (const element of tree) checkTree(element);
    return;
  }
  for (const name of Object.keys(tree)) {
    if (isForbiddenName(name)) throw new RequestError('bad-request', 'The body has a name that is not allowed.');
    checkText(name);
    checkTree(tree[name] ?? null);
  }
}

function checkText(text: string): void {
  const problem = textProblem(text);
  if (problem !== null) throw new RequestError('bad-request', `A text in the body ${problem}.`);
}
