import { RequestError } from '../errors/request-error.ts';
import type { FilePart } from './file-part.ts';
import { textProblem } from './text-problem.ts';
import { isForbiddenName, type Tree, type TreeMap } from './tree.ts';

/** `a[b][c]` has depth 3. */
export const bracketDepthMax = 5;
export const bracketKeysMax = 1_000;
/** `label[999]` is the last list position that may be named. */
const indexMax = 999;

const namePattern = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/**
 * Names with brackets to one tree: `id[]=1&id[]=2`, `label[0]=x`, `x[from]=1`.
 *
 * - The same plain name twice: the last one counts, as in PHP and Rails.
 * - `x[]` appends; each `[]` is a new element, also in `x[][a]=1&x[][b]=2` (two elements), as in PHP.
 * - A map whose names are all numbers is a list in the order of the numbers; gaps close.
 * - One name used both as a value and as a list or map, or both with `[]` and with names: refused.
 */
export function bracketTree(pairs: readonly (readonly [name: string, value: string | FilePart])[]): TreeMap {
  if (pairs.length > bracketKeysMax) throw new RequestError('bad-request', `More than ${bracketKeysMax} parameters.`);
  const root = new Branch();
  for (const [name, value] of pairs) {
    const problem = textProblem(name) ?? (typeof value === 'string' ? textProblem(value) : null);
    if (problem !== null) throw new RequestError('bad-request', `A parameter ${problem}.`);
    place(root, splitName(name), value, name);
  }
  return root.toMap();
}

function splitName(name: string): string[] {
  const match = namePattern.exec(name);
  if (!match) throw new RequestError('bad-request', 'A parameter has a malformed name.');
  const steps = [match[1] ?? '', ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((step) => step[1] ?? '')];
  if (steps.length > bracketDepthMax) throw new RequestError('bad-request', `A parameter is nested deeper than ${bracketDepthMax}.`);
  for (const step of steps) {
    if (isForbiddenName(step)) throw new RequestError('bad-request', 'A parameter has a name that is not allowed.');
    if (/^\d+$/.test(step) && steps[0] !== step && Number(step) > indexMax) {
      throw new RequestError('bad-request', `A parameter names a position over ${indexMax}.`);
    }
  }
  return steps;
}

/** A map or list being built. */
class Branch {
  readonly named = new Map<string, Branch | string | FilePart>();
  appends = 0;

  child(step: string, fullName: string): string {
    if (step !== '') {
      if (this.appends > 0) throw mixed(fullName);
      return step;
    }
    if (this.named.size > this.appends) throw mixed(fullName);
    this.appends += 1;
    return String(this.appends - 1);
  }

  toMap(): TreeMap {
    const map = Object.create(null) as TreeMap;
    for (const [name, value] of this.named) map[name] = value instanceof Branch ? value.toTree() : value;
    return map;
  }

  toTree(): Tree {
    const names = [...this.named.keys()];
    if (!names.every((name) => /^\d+$/.test(name))) return this.toMap();
    const map = this.toMap();
    return names.sort((a, b) => Number(a) - Number(b)).map((name) => map[name] ?? null);
  }
}

function place(root: Branch, steps: readonly string[], value: string | FilePart, fullName: string): void {
  let branch = root;
  for (const step of steps.slice(0, -1)) {
    const name = branch.child(step, fullName);
    const next = branch.named.get(name) ?? new Branch();
    if (!(next instanceof Branch)) throw mixed(fullName);
    branch.named.set(name, next);
    branch = next;
  }
  const last = branch.child(steps.at(-1) ?? '', fullName);
  if (branch.named.get(last) instanceof Branch) throw mixed(fullName);
  branch.named.set(last, value);
}

function mixed(name: string): RequestError {
  const plain = name.slice(0, 60);
  return new RequestError('bad-request', `The parameter ${plain} is given in two ways that contradict each other.`);
}
