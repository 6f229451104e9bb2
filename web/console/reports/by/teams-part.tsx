import { ByTable } from './by-table.tsx';

/** Each team. */
export function TeamsPart() {
  return <ByTable split="team" />;
}
