import { useId, useState } from 'react';
import { useSession } from '../../app/use-session.ts';

/** A day and a time as the account's clocks show them; tells the instant, null where nothing (or nothing whole) stands there. */
export function MomentField({ label, hint, onChange }: { label: string; hint: string; onChange: (instant: string | null) => void }) {
  const id = useId();
  const { zone } = useSession();
  const [value, setValue] = useState('');
  const put = (text: string): void => {
    setValue(text);
    onChange(instantOf(text, zone));
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input moment" type="datetime-local" value={value} aria-describedby={`${id}-hint`} onChange={(event) => put(event.target.value)} />
      <span id={`${id}-hint`} className="hint">{hint}</span>
    </div>
  );
}

/** Without Temporal, which not every browser has: the zone's distance at that time is found by looking twice. */
function instantOf(text: string, zone: string): string | null {
  const asUtc = Date.parse(`${text}:00Z`);
  if (text === '' || Number.isNaN(asUtc)) return null;
  const first = asUtc - offsetMs(asUtc, zone);
  return new Date(asUtc - offsetMs(first, zone)).toISOString();
}

function offsetMs(atMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(atMs);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(atMs / 1_000) * 1_000;
}
