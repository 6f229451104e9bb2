import type { Ref } from 'react';
import { parseRecipients, recipientText } from './parse-recipients.ts';

/** Names and addresses in one line, tidied when it is left. */
export function AddressField({ label, value, onChange, ref }: { label: string; value: string; onChange: (value: string) => void; ref?: Ref<HTMLInputElement> }) {
  const { wrong } = parseRecipients(value);
  return (
    <label className="address-field">
      <span>{label}</span>
      <input ref={ref} type="text" dir="auto" inputMode="email" autoComplete="off" spellCheck={false} value={value} aria-invalid={wrong.length > 0} onChange={(event) => onChange(event.target.value)} onBlur={() => { if (wrong.length === 0) onChange(recipientText(parseRecipients(value).recipients)); }} />
    </label>
  );
}
