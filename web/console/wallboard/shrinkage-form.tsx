import { useState } from 'react';
import { setShrinkage } from '../api/floor.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { Problem } from '../settings/pieces.tsx';
import { useSave } from '../settings/use-save.tsx';

/** How many of a hundred planned people are not at their desks: one figure of the account. */
export function ShrinkageForm({ held }: { held: number }) {
  const { texts } = usePreferences();
  const { save, isBusy, problem } = useSave('forecast');
  const [value, setValue] = useState(String(held));
  return (
    <form className="board-filters" onSubmit={(event) => { event.preventDefault(); void save(() => setShrinkage(Number(value)), { said: texts.shrinkageSaved }); }}>
      <label className="board-choice"><span>{texts.shrinkage}</span><input className="input" type="number" required min={0} max={90} step={1} value={value} onChange={(event) => setValue(event.target.value)} /></label>
      <Button type="submit" isDisabled={isBusy}>{texts.shrinkageSave}</Button>
      <Problem text={problem} />
    </form>
  );
}
