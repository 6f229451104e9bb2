import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { slowest } from './slowest-first.ts';

/** Loading what a file imports takes 0.5 to 3 s of a core, once for a group. More files in a group would leave one core without work at the end. */
const groupSize = 14;

/**
 * Files that share a process, in the order of the first of each: neighbours, which import nearly the same. Slow ones stay alone, and so does what looks at its own
 * process as a whole: its signals, its limits, its clock.
 */
export function groupFiles(root: string, files: readonly string[]): string[][] {
  const groups: string[][] = [];
  const open = new Map<string, string[]>();
  for (const file of files) {
    const place = placeOf(file);
    const group = open.get(place);
    if (isAlone(file) || isOfItsProcess(readFileSync(join(root, file), 'utf8'))) groups.push([file]);
    else if (group && group.length < groupSize) group.push(file);
    else {
      const started = [file];
      groups.push(started);
      open.set(place, started);
    }
  }
  return groups;
}

const slow = new Set(slowest);
/** Tests of the run, of the rules of the house and of the embedded database work with processes, and what a user starts starts as for a user. */
const isAlone = (file: string): boolean => slow.has(file) || file.endsWith('.slow.test.ts') || /^(?:patchbay\.test|tools\/test-run\/|storage\/embedded\/)/.test(file);

/** Its source takes hold of the process that it runs in. */
export function isOfItsProcess(source: string): boolean {
  return /\bmock\.timers\b|\bprocess\.(?:on|once|emit|chdir|exit|umask|cpuUsage|memoryUsage|resourceUsage|getActiveResourcesInfo)\(|\bprocess\.env(?:\.\w+|\[[^\]]+\]) = |^(?:(?:const|let) [^=]+ = )?(?:for )?await\b/m.test(source);
}

/** `dialects/nimchat` of a file anywhere in it, `core` of a file of the core: one API, one kind of channel, or else one top-level folder. */
function placeOf(file: string): string {
  const [first = '', second = ''] = dirname(file).split('/');
  return first === 'dialects' || first === 'channels' ? `${first}/${second}` : first;
}
