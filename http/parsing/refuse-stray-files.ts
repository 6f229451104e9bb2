import type { ProblemField } from '../errors/problem.ts';
import { InvalidInput } from '../errors/invalid-input.ts';
import { FilePart } from './file-part.ts';

interface Node { readonly 'x-file'?: boolean; readonly items?: Node; readonly properties?: Readonly<Record<string, Node>>; readonly anyOf?: readonly Node[] }

/** Throws InvalidInput where a file stands and the schema declares none: to a validator it would be an object like any other. */
export function refuseStrayFiles(schema: unknown, value: unknown): void {
  const fields: ProblemField[] = [];
  look(schema as Node, value, '', fields);
  if (fields.length > 0) throw new InvalidInput(fields);
}

function look(node: Node | undefined, value: unknown, path: string, fields: ProblemField[]): void {
  if (value === null || typeof value !== 'object') return;
  if (value instanceof FilePart) {
    if (!allowsFile(node)) fields.push({ field: path, problem: 'must not be a file' });
    return;
  }
  for (const [name, inner] of Object.entries(value)) look(inside(node, name, Array.isArray(value)), inner, path === '' ? name : `${path}.${name}`, fields);
}

function allowsFile(node: Node | undefined): boolean {
  return node?.['x-file'] === true || (node?.anyOf ?? []).some(allowsFile);
}

function inside(node: Node | undefined, name: string, isList: boolean): Node | undefined {
  const own = isList ? node?.items : node?.properties?.[name];
  return own ?? node?.anyOf?.map((each) => inside(each, name, isList)).find((each) => each !== undefined);
}
