import { useId, useState, type ReactNode } from 'react';

/** A field under its name. */
export function Choice({ label, children }: { label: string; children: ReactNode }) {
  return <label className="board-choice"><span>{label}</span>{children}</label>;
}

/** Words, of which some count. */
export function Several({ label, words, chosen = [], onChange }: { label: string; words: Readonly<Record<string, string>>; chosen?: readonly string[] | undefined; onChange: (chosen: readonly string[] | undefined) => void }) {
  const put = (word: string, isOn: boolean): void => {
    const next = isOn ? [...chosen, word] : chosen.filter((one) => one !== word);
    onChange(next.length > 0 ? next : undefined);
  };
  return <fieldset className="several"><legend>{label}</legend>{Object.entries(words).map(([word, name]) => <label key={word} className="check"><input type="checkbox" checked={chosen.includes(word)} onChange={(event) => put(word, event.target.checked)} />{name}</label>)}</fieldset>;
}

/** Is asked for when one has done with it, not at each letter. */
export function Typed({ label, value, type = 'text', onChange }: { label: string; value: string; type?: 'text' | 'number'; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const id = useId();
  return (
    <form className="board-choice" onSubmit={(event) => { event.preventDefault(); onChange(typed.trim()); }}>
      <label htmlFor={id}><span>{label}</span></label>
      <input id={id} className="input" type={type} min={type === 'number' ? 0 : undefined} step={type === 'number' ? 'any' : undefined} maxLength={200} value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={() => { if (typed.trim() !== value) onChange(typed.trim()); }} />
    </form>
  );
}
