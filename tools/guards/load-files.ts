import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { isEntryPoint } from './entry-points.ts';
import type { Guard, Problem } from './guard.ts';
import { isTest } from './source/is-test.ts';

const CHILD = join(import.meta.dirname, 'load-child.ts');
/** Ends what waits for ever, and nothing else: all files took over a minute on a machine with thirty processes for two cores. */
const LOAD_TIMEOUT_MS = 10 * 60_000;
const REMEDY = 'a type needs `import type`; enums, parameter properties and namespaces cannot be stripped; a file that starts work when loaded belongs in tools/guards/entry-points.ts';

/** Node loads every file as it stands: what the type checker lets pass and type stripping does not is found here. */
export function loadFiles(root: string): Guard {
  return {
    name: 'load-files',
    check: async (tree) => {
      const files = tree.paths.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !isTest(path));
      if (files.length === 0) return [];
      return await loadInChild(root, files);
    },
  };
}

async function loadInChild(root: string, files: readonly string[]): Promise<readonly Problem[]> {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PATCHBAY_|DATABASE_URL|PORT$|HOST$|NODE_TEST_CONTEXT)/.test(name)));
  const child = spawn(process.execPath, ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', CHILD, root], {
    cwd: root, env: environment, stdio: ['pipe', 'pipe', 'pipe'], timeout: LOAD_TIMEOUT_MS,
  });
  child.stdin.end(JSON.stringify(files.map((path) => ({ path, isEntryPoint: isEntryPoint(path) }))));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((resolve) => { child.on('close', resolve); })]);
  const lines = output.split('\n').filter((line) => line.startsWith('@')).map((line) => line.slice(1));
  const failures = lines.filter((line) => line.startsWith('fail ')).map((line) => toProblem(JSON.parse(line.slice(5)) as Failure));
  if (lines.at(-1) === 'done') return failures;
  const last = lines.findLast((line) => line.startsWith('load '))?.slice(5) ?? 'the first file';
  return [...failures, { file: last, line: 0, problem: `the process ended (exit ${code ?? 'by a signal or after ten minutes'}) while loading it\n${errors.slice(0, 2000)}`, remedy: REMEDY }];
}

interface Failure {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

function toProblem(failure: Failure): Problem {
  return { file: failure.path, line: failure.line, problem: failure.message, remedy: REMEDY };
}
