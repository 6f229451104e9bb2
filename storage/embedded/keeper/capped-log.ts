import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

const fileBytesMax = 4 * 1024 * 1024;
const tailBytesMax = 8 * 1024;

/** A log of at most two files of 4 MB: `name` and, before it, `name.1`. */
export interface CappedLog {
  write(chunk: Buffer | string): void;
  /** Writes one line with the time in front. */
  note: (text: string) => void;
  /** The last 8 kB that went in, to explain a failed start. */
  tail(): string;
  clearTail(): void;
}

/**
 * Opens the log. Writing never throws: on a full disk the database is in trouble enough, and its keeper must go on.
 */
export function openCappedLog(file: string): CappedLog {
  let descriptor = openSync(file, 'a', 0o600);
  let bytes = statSync(file).size;
  let tail = '';

  function rotate(): void {
    closeSync(descriptor);
    renameSync(file, `${file}.1`);
    descriptor = openSync(file, 'a', 0o600);
    bytes = 0;
  }

  function write(chunk: Buffer | string): void {
    const data = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    tail = (tail + data.toString('utf8')).slice(-tailBytesMax);
    try {
      if (bytes + data.length > fileBytesMax && bytes > 0) rotate();
      bytes += writeSync(descriptor, data);
    } catch {
      // A full or vanished disk: the tail still has it.
    }
  }

  return {
    write,
    note: (text) => write(`${new Date().toISOString()} keeper: ${text}\n`),
    tail: () => tail,
    clearTail: () => {
      tail = '';
    },
  };
}
