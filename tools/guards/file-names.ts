import type { Guard, Problem } from './guard.ts';
import { isTypeScript } from './source/is-test.ts';

/** Names that say nothing about what is inside, alone or at the end: `mail-utils.ts`. */
const EMPTY_NAME = /(^|-)(utils?|helpers?|common|misc|managers?|services?)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Files are named for what they export, in kebab-case; so are their folders. */
export const fileNames: Guard = {
  name: 'file-names',
  check: (tree) => tree.paths.filter(isTypeScript).flatMap((path) => {
    const problems: Problem[] = [];
    const parts = path.split('/').filter((part) => !part.startsWith('.'));
    for (const part of parts) {
      const [name = '', ...extensions] = part.split('.');
      if (EMPTY_NAME.test(name)) problems.push({ file: path, line: 0, problem: `${part} says nothing about what is inside`, remedy: 'name it for its main export' });
      if (![name, ...extensions].every((piece) => KEBAB.test(piece))) problems.push({ file: path, line: 0, problem: `${part} is not kebab-case`, remedy: 'rename it: resolve-conversation.ts' });
    }
    return problems;
  }),
};
