import { readFileSync, readlinkSync, writeSync } from 'node:fs';

/**
 * `patchbay export | head`: who reads has enough, and that is no failure. Ends the process as soon as nobody listens. Any other failure to
 * write (a full disk) is one: a message and exit code 1, never an output that is cut off and looks whole.
 */
export function quietPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      fail(`standard ${stream === process.stdout ? 'output' : 'error'} cannot be written: ${error.code === 'ENOSPC' ? 'no space left (ENOSPC)' : error.message}`);
    });
  }
  const isForOutput = process.argv[2] === 'export' || process.argv.includes('--json');
  if (isForOutput && !process.argv.includes('--help') && isOutputClosed()) fail('standard output is closed: this command needs a place to write to');
}

/**
 * `>&-`: Node puts /dev/null, opened for reading and writing, where a standard stream is closed. Some launchers of daemons do the same on
 * purpose, so only a command asks whose output is what it was started for (export, --json). A shell's `>/dev/null` is opened for writing only. Linux alone can tell.
 */
function isOutputClosed(): boolean {
  try {
    const flags = /^flags:\s*(\d+)$/m.exec(readFileSync('/proc/self/fdinfo/1', 'utf8'))?.[1] ?? '0';
    return readlinkSync('/proc/self/fd/1') === '/dev/null' && (Number.parseInt(flags, 8) & 0o3) === 2;
  } catch {
    return false;
  }
}

function fail(text: string): never {
  try {
    writeSync(2, `patchbay: ${text}\n`);
  } catch { /* nobody to tell */ }
  process.exit(1);
}
