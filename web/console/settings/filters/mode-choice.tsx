import { useState } from 'react';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Choice, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { EffectNote } from './effect-note.tsx';
import { filterKeys } from './filter-queries.ts';
import { usePreview } from './use-preview.tsx';

/** How listed domains are read: left out, or the only ones that count. */
export function ModeChoice({ countsListedOnly }: { countsListedOnly: boolean }) {
  const { texts } = usePreferences();
  const canWrite = usePermission()('settings.write');
  const [wanted, setWanted] = useState(countsListedOnly);
  const { effect, look, forget, problem: previewProblem } = usePreview();
  const { save, isBusy, problem } = useSave(...filterKeys);
  const choose = (next: boolean): void => {
    setWanted(next);
    if (next === countsListedOnly) forget();
    else look({ countsListedOnly: next });
  };
  if (!canWrite) return <p className="spaced">{texts.filterMode} {texts.filterModes[countsListedOnly ? 'only' : 'leave']}.</p>;
  return (
    <div className="spaced">
      <Choice label={texts.filterMode} hint={texts.filterModeHint} value={wanted ? 'only' : 'leave'} onChange={(value) => choose(value === 'only')} choices={(['leave', 'only'] as const).map((value) => ({ value, text: texts.filterModes[value] }))} />
      <Problem text={previewProblem ?? problem} />
      {wanted === countsListedOnly ? null : (
        <>
          {effect ? <EffectNote effect={effect} /> : null}
          <div className="form-actions spaced">
            <Button kind="primary" isDisabled={isBusy} onPress={() => void save(() => request('/mail-filters/listed-only', { method: 'PUT', json: { countsListedOnly: wanted } }), { said: texts.filterSaved })}>{texts.save}</Button>
            <Button onPress={() => choose(countsListedOnly)}>{texts.cancel}</Button>
          </div>
        </>
      )}
    </div>
  );
}
