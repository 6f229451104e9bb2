import { theDatabase, type FileTime } from './note-time.ts';

const shown = 15;

/** The files that took most of a core, the sum of all, and what the database took beside them. */
export function showTimes(times: readonly FileTime[]): string {
  if (times.length === 0) return '';
  const seconds = (ms: number): string => (ms / 1000).toFixed(1).padStart(7);
  const files = times.filter(({ file }) => file !== theDatabase);
  const most = files.toSorted((a, b) => b.cpuMs - a.cpuMs).slice(0, shown);
  const sumOf = (all: readonly FileTime[]): number => all.reduce((total, { cpuMs }) => total + cpuMs, 0);
  const databaseMs = sumOf(times) - sumOf(files);
  return [
    '', `Most time of a core, in seconds (and by the clock), of ${(sumOf(files) / 1000).toFixed(0)} s in all${databaseMs > 0 ? `, and ${(databaseMs / 1000).toFixed(0)} s of the database` : ''}:`,
    ...most.map(({ file, ms, cpuMs }) => `${seconds(cpuMs)} ${seconds(ms)}  ${file}`),
  ].join('\n');
}
