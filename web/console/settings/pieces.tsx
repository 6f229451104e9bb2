import { useId, useState, type ReactNode } from 'react';
import { useTexts } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { copyText } from '../design/copy-text.ts';
import { showToast } from '../design/toasts.ts';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'date' | 'email' | 'password' | 'number' | 'color';
  readonly hint?: string;
  readonly isRequired?: boolean;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** The id of a datalist. */
  readonly list?: string;
}

export function Field({ label, value, onChange, type = 'text', hint, isRequired = false, autoComplete = 'off', maxLength = 1_000, min, max, list }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" type={type} value={value} required={isRequired} autoComplete={autoComplete} maxLength={maxLength} min={min} max={max} list={list} onChange={(event) => onChange(event.target.value)} {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })} />
      {hint === undefined ? null : <span id={`${id}-hint`} className="hint">{hint}</span>}
    </div>
  );
}

export function Choice({ label, value, onChange, choices, hint }: { label: string; value: string; onChange: (value: string) => void; choices: readonly { readonly value: string; readonly text: string }[]; hint?: string }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value)} {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}>{choices.map((one) => <option key={one.value} value={one.value}>{one.text}</option>)}</select>
      {hint === undefined ? null : <span id={`${id}-hint`} className="hint">{hint}</span>}
    </div>
  );
}

export function Problem({ text }: { text: string | null }) {
  return text === null ? null : <p className="notice bad" role="alert">{text}</p>;
}

/** Something that is shown once: to copy now. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  const texts = useTexts();
  return (
    <div className="copy-line">
      <input className="input" readOnly value={text} aria-label={label} onFocus={(event) => event.target.select()} />
      <Button onPress={() => void copyText(text).then((isCopied) => showToast(isCopied ? texts.copied : texts.notCopied))}>{texts.copy}</Button>
    </div>
  );
}

export function Section({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return <section><div className="section-head"><h2>{title}</h2>{action}</div>{children}</section>;
}

export function TextField({ label, value, onChange, hint, rows = 4, isRequired = false, maxLength = 20_000, placeholder }: { label: string; value: string; onChange: (value: string) => void; hint?: string; rows?: number; isRequired?: boolean; maxLength?: number; placeholder?: string }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} className="input" rows={rows} value={value} required={isRequired} maxLength={maxLength} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })} />
      {hint === undefined ? null : <span id={`${id}-hint`} className="hint">{hint}</span>}
    </div>
  );
}

export function Check({ label, isOn, onChange, isDisabled = false }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void; isDisabled?: boolean }) {
  return <label className="check"><input type="checkbox" checked={isOn} disabled={isDisabled} onChange={(event) => onChange(event.target.checked)} />{label}</label>;
}

/** Some of a short list: people, permissions. */
export function CheckList({ label, choices, chosen, onChange, isDisabled = false }: { label: string; choices: readonly { readonly value: string; readonly text: string }[]; chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void; isDisabled?: boolean }) {
  const put = (value: string, isOn: boolean): void => {
    const next = new Set(chosen);
    if (isOn) next.add(value);
    else next.delete(value);
    onChange(next);
  };
  return <div className="check-list" role="group" aria-label={label}>{choices.map(({ value, text }) => <Check key={value} label={text} isDisabled={isDisabled} isOn={chosen.has(value)} onChange={(isOn) => put(value, isOn)} />)}</div>;
}

/** As the `ref` of a form that somebody opened: one writes on without looking for it. */
export const focusFirst = (form: HTMLFormElement | null): void => form?.querySelector<HTMLElement>('input, select, textarea')?.focus();

/** For what cannot be undone: asks once more, in its own place. */
export function ConfirmButton({ label, confirm, name, onConfirm, isDisabled = false, hint }: { label: string; confirm: string; name: string; onConfirm: () => void; isDisabled?: boolean; hint?: string | undefined }) {
  const texts = useTexts();
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) return <Button kind="quiet" isDisabled={isDisabled} aria-label={`${label}: ${name}`} onPress={() => setAsking(true)}>{label}</Button>;
  return (
    <span className="confirm" role="group" aria-label={label} onKeyDown={(event) => { if (event.key === 'Escape') setAsking(false); }}>
      <Button kind="danger" autoFocus isDisabled={isDisabled} aria-label={`${confirm}: ${name}`} onPress={() => { setAsking(false); onConfirm(); }}>{confirm}</Button>
      <Button kind="quiet" onPress={() => setAsking(false)}>{texts.cancel}</Button>
      {hint === undefined ? null : <span className="hint">{hint}</span>}
    </span>
  );
}
