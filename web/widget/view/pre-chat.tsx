import { useEffect, useRef, useState } from 'preact/hooks';
import type { SiteShown } from '../state/wire.ts';
import type { Words } from '../texts/load-texts.ts';
import { LinkedText } from './linked-text.tsx';

export const isMailAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());

const inputTypes = { name: 'text', email: 'email', phone: 'tel' } as const;
const autoComplete = { name: 'name', email: 'email', phone: 'tel' } as const;

/** What the site wants to know before a chat. Wrong fields are named, and the first of them gets the focus. */
export function PreChat({ form, words, onDone }: { readonly form: NonNullable<SiteShown['preChat']>; readonly words: Words; readonly onDone: (said: Record<string, string>) => void }) {
  const { t } = words;
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const root = useRef<HTMLFormElement>(null);
  useEffect(() => { root.current?.querySelector('input')?.focus(); }, []);

  const submit = (): void => {
    const problems = Object.fromEntries(form.fields.flatMap(({ name, isRequired }) => {
      const value = (values[name] ?? '').trim();
      if (value === '') return isRequired ? [[name, t.mustBeFilled]] : [];
      return name === 'email' && !isMailAddress(value) ? [[name, t.emailWrong]] : [];
    }));
    setWrong(problems);
    const [first] = Object.keys(problems);
    if (first === undefined) onDone({ ...values });
    else root.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };

  return (
    <form class="fields" ref={root} noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      {form.message !== '' && <p><LinkedText text={form.message} words={words} /></p>}
      {form.fields.map(({ name, isRequired }) => (
        <label key={name}>
          <span>{t[name]}{isRequired && <span> ({t.required})</span>}</span>
          <input name={name} type={inputTypes[name]} autoComplete={autoComplete[name]} value={values[name] ?? ''} required={isRequired} maxLength={200} aria-invalid={wrong[name] !== undefined} aria-describedby={wrong[name] === undefined ? undefined : `wrong-${name}`}
            onInput={({ currentTarget }) => setValues({ ...values, [name]: currentTarget.value })} />
          {wrong[name] !== undefined && <span class="wrong" id={`wrong-${name}`}>{wrong[name]}</span>}
        </label>
      ))}
      <button class="primary">{t.start}</button>
    </form>
  );
}
