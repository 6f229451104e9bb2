import { fork } from 'node:child_process';
import type { Readers, Told } from './socket-clients.ts';

export interface OpenReaders {
  /** Resolves when all have had the message of this name. */
  until(name: string): Promise<Told>;
  close(): Promise<void>;
}

/** Readers in a process of their own; resolves when all are in. */
export async function openReaders(readers: Readers): Promise<OpenReaders> {
  const child = fork(new URL('./socket-clients.ts', import.meta.url), [JSON.stringify(readers)], { execPath: process.execPath, execArgv: [] });
  child.once('exit', (code) => { if (code !== 0) throw new Error(`the readers ended with ${code}`); });
  const told = new Map<string, Told>();
  const waiting = new Map<string, (told: Told) => void>();
  child.on('message', (one: Told) => {
    told.set(one.name, one);
    waiting.get(one.name)?.(one);
  });
  const until = (name: string): Promise<Told> => new Promise((resolve) => {
    const there = told.get(name);
    if (there) resolve(there);
    else waiting.set(name, resolve);
  });
  await until('open');
  return {
    until,
    close: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await gone;
    },
  };
}
