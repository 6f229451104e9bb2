import { ByTable } from './by-table.tsx';

/** Each person of ours. */
export function PeoplePart() {
  return <ByTable split="agent" />;
}
