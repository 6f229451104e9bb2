import { useState } from 'react';
import type { CrmDetail } from '../../api/crm.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Check, Choice, Field, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Which fields there are read and written. */
export function CrmFields({ detail }: { detail: CrmDetail }) {
  const texts = useTexts();
  const [email, setEmail] = useState(detail.emailProperty);
  const [first, setFirst] = useState(detail.firstReplyProperty ?? '');
  const [overall, setOverall] = useState(detail.overallReplyProperty ?? '');
  const [lists, setLists] = useState(detail.takesLists);
  const { save, isBusy, problem } = useSave('crm');
  const known = detail.fields.filter(({ type }) => type === 'string');
  const choices = known.some(({ name }) => name === email) ? known : [{ name: email, label: email, type: 'string' }, ...known];
  const json = { emailProperty: email, firstReplyProperty: first.trim() === '' ? null : first.trim(), overallReplyProperty: overall.trim() === '' ? null : overall.trim(), takesLists: lists };
  const submit = (): void => {
    // The field of the address is named only where it is another: naming it reads everything anew.
    const { emailProperty, ...written } = json;
    void save(() => request(`/crm/${detail.id}`, { method: 'PATCH', json: emailProperty === detail.emailProperty ? written : json }), { said: texts.crmFieldsSaved });
  };
  return (
    <form className="form spaced" aria-label={texts.crmFields} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <h3>{texts.crmFields}</h3>
      <Problem text={problem} />
      <div className="form-grid">
        <Choice label={texts.crmEmailField} hint={texts.crmEmailFieldHint} value={email} onChange={setEmail} choices={choices.map(({ name, label }) => ({ value: name, text: label === name ? name : `${label} (${name})` }))} />
        <Field label={texts.crmWriteFirst} hint={texts.crmWriteHint} list="crm-fields" value={first} onChange={setFirst} maxLength={100} />
        <Field label={texts.crmWriteOverall} list="crm-fields" value={overall} onChange={setOverall} maxLength={100} />
      </div>
      <Check label={texts.crmTakesLists} isOn={lists} onChange={setLists} />
      <p className="hint">{texts.crmTakesListsHint}</p>
      <datalist id="crm-fields">{['average_first_reply_time', 'average_overall_reply_time'].map((name) => <option key={name} value={name} />)}</datalist>
      <div className="form-actions"><Button type="submit" isDisabled={isBusy}>{texts.save}</Button></div>
    </form>
  );
}
