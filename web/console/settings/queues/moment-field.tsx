import { useId, useState } from 'react';
import { useSession } from '../../app/use-session.ts';
import { fromWallClock } from '../../desk/actions/snooze-times.ts';

/** A day and a time as the account's clocks show them; tells the instant, null where nothing (or nothing whole) stands there. */
export function MomentField({ label, hint, onChange }: { label: string; hint: string; onChange: (instant: string | null) => void }) {
  const id = useId();
  const { zone } = useSession();
  const [value, setValue] = useState('');
  const put = (text: string): void => {
    setValue(text);
    onChange(fromWallClock(text, zone));
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input moment" type="datetime-local" value={value} aria-describedby={`${id}-hint`} onChange={(event) => put(event.target.value)} />
      <span id={`${id}-hint`} className="hint">{hint}</span>
    </div>
  );
}
