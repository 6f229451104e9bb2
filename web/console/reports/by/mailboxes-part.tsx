import { ByTable } from './by-table.tsx';

/** Each channel. */
export function MailboxesPart() {
  return <ByTable split="channel" />;
}
