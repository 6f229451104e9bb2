import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface PortHolder { readonly pid: number; readonly command: string }

const listening = '0A';

/** The process that listens on a TCP port, from /proc; null where that cannot be seen (not Linux, another user's process). */
export function findPortHolder(port: number): PortHolder | null {
  try {
    const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => listeningInodes(file, port)));
    if (inodes.size === 0) return null;
    const pid = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).find((name) => holdsSocket(name, inodes));
    return pid === undefined ? null : { pid: Number(pid), command: commandOf(pid) };
  } catch {
    return null;
  }
}

/** Lines of /proc/net/tcp: `0: 0100007F:0BB8 00000000:0000 0A ... inode`. */
function listeningInodes(file: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(file, 'utf8').split('\n').slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(wanted) && fields[3] === listening)
    .map((fields) => fields[9] ?? '');
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode !== undefined && inodes.has(inode);
    });
  } catch {
    return false; // ended meanwhile, or not ours to look at
  }
}

/** Program and first arguments; long ones are cut, because they can hold anything. */
function commandOf(pid: string): string {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter((word) => word !== '');
  return words.join(' ').slice(0, 120) || readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}
