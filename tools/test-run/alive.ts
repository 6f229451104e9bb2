/** Of files that share this process: what lived when each was over. */
const notes: string[] = [];

/** For a group (run-group.ts): says later which of its files may have left what still lives. */
export function noteAlive(file: string): void {
  notes.push(`${file}: ${aliveNow()}`);
}

export const aliveNotes = (): readonly string[] => notes;

export function aliveNow(): string {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) if (name !== 'PipeWrap') counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} ${name}`)).join(', ');
}
