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
/** In that folder. */
export const timesFile = (folder: string): string => join(folder, 'times.jsonl');
/** Stands for a file in the list: the database of the run, which no test file counts as its own. */
export const theDatabase = 'PostgreSQL of the run';

export function noteTime(time: FileTime): void {
  if (shared !== undefined) appendFileSync(timesFile(shared), `${JSON.stringify(time)}\n`);
}

export function readTimes(folder: string): FileTime[] {
  const path = timesFile(folder);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as FileTime) : [];
}

/** So far, of this process and the children that it waited for. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000 + childrenMs();
}

/** Of another process and the children that it waited for; 0 where it is gone or the system does not say. */
export function processorMsOf(pid: number): number {
  return sumOfStat(pid, 11, 15);
}

const childrenMs = (): number => sumOfStat('self', 13, 15);

/** proc_pid_stat(5), fields 14 to 17 (own user, own system, children's user, children's system) as counted after the name, in hundredths of a second. */
function sumOfStat(pid: number | 'self', from: number, to: number): number {
  const path = `/proc/${pid}/stat`;
  if (process.platform !== 'linux' || !existsSync(path)) return 0;
  const text = readFileSync(path, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ').slice(from, to).map(Number).reduce((sum, ticks) => sum + ticks * 10, 0);
}
