import { useId } from 'react';
import { Field } from './pieces.tsx';

/** A time zone by its IANA name, with those that the browser knows to pick from. */
export function ZoneField({ label, value, onChange, hint, isRequired = false }: { label: string; value: string; onChange: (value: string) => void; hint?: string; isRequired?: boolean }) {
  const id = useId();
  return (
    <>
      <Field label={label} value={value} onChange={onChange} isRequired={isRequired} maxLength={100} list={id} {...(hint === undefined ? {} : { hint })} />
      <datalist id={id}>{zones.map((zone) => <option key={zone} value={zone} />)}</datalist>
    </>
  );
}

const zones: readonly string[] = Intl.supportedValuesOf('timeZone');
