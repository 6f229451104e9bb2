import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A server on this data directory, as it wrote itself down when it began to listen. */
export interface RunningServer {
  readonly pid: number;
  /** When the process began, in the kernel's count: a pid that was given again differs. Null where it cannot be seen. */
  readonly begun: string | null;
  readonly address: string;
  readonly startedAt: string;
}

const directoryOf = (dataDir: string): string => join(dataDir, 'servers');

/** Servers of this data directory that live. What killed ones left behind is removed. */
export function findRunningServers(dataDir: string): RunningServer[] {
  let names: string[];
  try {
    names = readdirSync(directoryOf(dataDir)).filter((name) => /^\d+\.json$/.test(name));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const file = join(directoryOf(dataDir), name);
    const server = read(file);
    if (server !== null && lives(server)) return [server];
    rmSync(file, { force: true });
    return [];
  });
}

/** Writes this process down; the function returned takes the note away. */
export function noteRunningServer(dataDir: string, { address, startedAt }: { address: string; startedAt: string }): () => void {
  const directory = directoryOf(dataDir);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, `${process.pid}.json`);
  const server: RunningServer = { pid: process.pid, begun: beginOf(process.pid), address, startedAt };
  writeFileSync(`${file}.new`, `${JSON.stringify(server)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return () => rmSync(file, { force: true });
}

function read(file: string): RunningServer | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<RunningServer>;
    return typeof value.pid === 'number' && typeof value.address === 'string' ? { begun: null, startedAt: '', ...value, pid: value.pid, address: value.address } : null;
  } catch {
    return null;
  }
}

function lives(server: RunningServer): boolean {
  try {
    process.kill(server.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return server.begun === beginOf(server.pid);
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and brackets. */
function beginOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
