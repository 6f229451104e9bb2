import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { isTest, isTypeScript } from './source/is-test.ts';
import { tokenize } from './source/tokenize.ts';

export const SETTINGS_PAGE = 'docs/settings.md';
const SETTING = /^(PATCHBAY_[A-Z0-9_]+|PORT|HOST|DATABASE_URL)$/;

/** Every setting that server/config or the launcher reads has its line in docs/settings.md, and the page names none that nothing reads. */
export const settingsDocumented: Guard = {
  name: 'settings-documented',
  check: (tree) => {
    const read = settingsRead(tree);
    const page = tree.read(SETTINGS_PAGE);
    const problems: Problem[] = [];
    for (const [name, place] of read) {
      if (!page.includes(`\`${name}\``)) problems.push({ ...place, problem: `${name} is not in ${SETTINGS_PAGE}`, remedy: 'add its line: name, default, meaning' });
    }
    page.split('\n').forEach((text, index) => {
      const name = /^\|\s*`([A-Z_0-9]+)`/.exec(text)?.[1];
      if (name !== undefined && SETTING.test(name) && !read.has(name)) problems.push({ file: SETTINGS_PAGE, line: index + 1, problem: `${name} is read nowhere in server/config`, remedy: 'remove the line, or read the setting' });
    });
    return problems;
  },
};

function settingsRead(tree: FileTree): Map<string, { file: string; line: number }> {
  const read = new Map<string, { file: string; line: number }>();
  for (const path of tree.paths.filter((one) => /^server\/config[/.-]/.test(one) && isTypeScript(one) && !isTest(one))) {
    for (const token of tokenize(tree.read(path))) {
      if (token.kind !== 'comment' && SETTING.test(token.text) && !read.has(token.text)) read.set(token.text, { file: path, line: token.line });
    }
  }
  tree.read('patchbay').split('\n').forEach((text, index) => {
    for (const [name] of text.matchAll(/PATCHBAY_[A-Z0-9_]+/g)) if (!read.has(name)) read.set(name, { file: 'patchbay', line: index + 1 });
  });
  return read;
}
