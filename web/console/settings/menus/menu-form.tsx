import { useState } from 'react';
import type { Menu } from '../../api/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Check, Field, Problem, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** What a choice is called, says and is chosen by, in which languages. */
export function MenuForm({ menu, canWrite, onTouched, onSaved }: { menu: Menu; canWrite: boolean; onTouched: () => void; onSaved: () => void }) {
  const texts = useTexts();
  const [form, setForm] = useState(menu);
  const { save, isBusy, problem } = useSave('menus', 'queues');
  const keep = (): void => {
    const { name, isHidden, outputMessage, choice, languages } = form;
    void save(() => request(`/menus/${menu.id}`, { method: 'PATCH', json: { name, isHidden, outputMessage, languages, ...(menu.kind === 'ivr' ? { choice: choice === '' ? null : choice } : {}) } }).then(onSaved), { said: texts.saved });
  };
  const putLanguage = (at: number, change: Partial<Menu['languages'][number]>): void => setForm({ ...form, languages: form.languages.map((one, nth) => (nth === at ? { ...one, ...change } : one)) });
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); keep(); }}>
      <fieldset className="plain-set" disabled={!canWrite}>
        <div className="form-grid">
          <Field label={texts.name} isRequired value={form.name} onChange={(name) => setForm({ ...form, name })} maxLength={100} />
          {menu.kind === 'ivr' ? <Field label={texts.menuKey} hint={texts.menuKeyHint} value={form.choice ?? ''} onChange={(choice) => setForm({ ...form, choice })} maxLength={1} /> : null}
        </div>
        <TextField label={texts.menuMessage} hint={texts.menuMessageHint} rows={2} maxLength={2_000} value={form.outputMessage ?? ''} onChange={(outputMessage) => setForm({ ...form, outputMessage })} />
        <Check label={texts.menuHidden} isOn={form.isHidden} onChange={(isHidden) => setForm({ ...form, isHidden })} />
        <fieldset className="server">
          <legend>{texts.menuLanguages}</legend>
          <p className="hint">{texts.menuLanguagesHint}</p>
          {form.languages.map((one, at) => (
            <div key={at} className="language-row">
              <div className="form-grid">
                <Field label={texts.language} hint={texts.languageHint} isRequired value={one.lang} onChange={(lang) => putLanguage(at, { lang })} maxLength={20} />
                <Field label={texts.menuNameIn(one.lang)} value={one.name ?? ''} onChange={(name) => putLanguage(at, { name })} maxLength={100} />
              </div>
              <TextField label={texts.menuMessageIn(one.lang)} rows={2} maxLength={2_000} value={one.outputMessage ?? ''} onChange={(outputMessage) => putLanguage(at, { outputMessage })} />
              <span><Button kind="quiet" aria-label={`${texts.remove}: ${one.lang}`} onPress={() => { onTouched(); setForm({ ...form, languages: form.languages.filter((_, nth) => nth !== at) }); }}>{texts.remove}</Button></span>
            </div>
          ))}
          <span><Button onPress={() => { onTouched(); setForm({ ...form, languages: [...form.languages, { lang: '', name: null, outputMessage: null }] }); }}>{texts.addLanguage}</Button></span>
        </fieldset>
      </fieldset>
      <Problem text={problem} />
      {canWrite ? <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div> : null}
    </form>
  );
}
