import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a test file took. */
export interface FileTime {
  readonly file: string;
  readonly ms: number;
  /** Of a core: its process and the children that it waited for (Linux; elsewhere the process alone). Not the database's. */
  readonly cpuMs: number;
}

/** Where the run collects them; a file that is run by itself tells nobody. */
const shared = process.env['PATCHBAY_TEST_SHARED'];
const NAME = 'times.jsonl';

export function noteTime(time: FileTime): void {
  if (shared !== undefined) appendFileSync(join(shared, NAME), `${JSON.stringify(time)}\n`);
}

export function readTimes(folder: string): FileTime[] {
  const path = join(folder, NAME);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as FileTime) : [];
}

/** So far, of this process and the children that it waited for. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000 + childrenMs();
}

/** proc_pid_stat(5), fields 16 and 17, in hundredths of a second. */
function childrenMs(): number {
  if (process.platform !== 'linux') return 0;
  const text = readFileSync('/proc/self/stat', 'utf8');
  const [user = 0, system = 0] = text.slice(text.lastIndexOf(')') + 2).split(' ').slice(13, 15).map(Number);
  return (user + system) * 10;
}
