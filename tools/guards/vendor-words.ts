import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { readAllowList } from './read-allow-list.ts';
import { isTest, isTypeScript } from './source/is-test.ts';
import { sqlWords } from './source/sql-words.ts';
import { tokenize } from './source/tokenize.ts';

const LAYERS = ['core/', 'storage/', 'jobs/', 'http/', 'channels/', 'realtime/'];
const WORDS = /nimchat|liveagent|ccai|relatel|timetoreply/i;
export const VENDOR_WORDS_ALLOWED = 'tools/guards/vendor-words-allowed.txt';

/** The words of another product stay in its dialect folder: one core, and no dialect is more at home in it than the others. */
export const vendorWords: Guard = {
  name: 'vendor-words',
  check: (tree) => {
    const allowed = readAllowList(tree, VENDOR_WORDS_ALLOWED);
    const used = new Set<string>();
    const problems: Problem[] = [];
    const looksAt = (path: string): boolean => LAYERS.some((layer) => path.startsWith(layer)) && !isTest(path) && (isTypeScript(path) || path.endsWith('.sql'));
    for (const path of tree.paths.filter(looksAt)) {
      const found = wordsIn(tree, path);
      if (found.length === 0) continue;
      if (allowed.reasons.has(path)) used.add(path);
      else problems.push(...found);
    }
    return [...problems, ...allowed.problems, ...allowed.staleAmong(used)];
  },
};

function wordsIn(tree: FileTree, path: string): Problem[] {
  const problem = (line: number, word: string): Problem => ({
    file: path, line, problem: `the word ${word} belongs to a dialect`,
    remedy: `use our own word (the glossary), move it to the dialect, or list the file with a reason in ${VENDOR_WORDS_ALLOWED}`,
  });
  const inName = WORDS.exec(path);
  const problems = inName === null ? [] : [problem(0, inName[0])];
  const source = tree.read(path);
  const tokens = path.endsWith('.sql') ? sqlWords(source) : tokenize(source);
  for (const token of tokens) {
    const word = token.kind === 'comment' ? null : WORDS.exec(token.text);
    if (word !== null) problems.push(problem(token.line, word[0]));
  }
  return problems;
}
