import type { FileTime } from './note-time.ts';

const shown = 15;

/** The files that took most of a core, and the sum of all. */
export function showTimes(times: readonly FileTime[]): string {
  if (times.length === 0) return '';
  const seconds = (ms: number): string => (ms / 1000).toFixed(1).padStart(7);
  const most = times.toSorted((a, b) => b.cpuMs - a.cpuMs).slice(0, shown);
  const sum = times.reduce((total, { cpuMs }) => total + cpuMs, 0);
  return [
    '', `Most time of a core, in seconds (and by the clock), of ${(sum / 1000).toFixed(0)} s in all:`,
    ...most.map(({ file, ms, cpuMs }) => `${seconds(cpuMs)} ${seconds(ms)}  ${file}`),
  ].join('\n');
}
