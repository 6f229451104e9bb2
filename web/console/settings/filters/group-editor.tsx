import { useState } from 'react';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Check, Choice, Field, focusFirst, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { EffectNote } from './effect-note.tsx';
import { filterKeys, type FilterGroup, type FilterRule } from './filter-queries.ts';
import { usePreview } from './use-preview.tsx';

const fields = ['from', 'to', 'cc', 'subject', 'label'] as const;
const operators = ['contains', 'does-not-contain', 'equals', 'does-not-equal', 'begins-with', 'does-not-begin-with', 'ends-with', 'does-not-end-with'] as const;
const rulesMax = 50;
const firstRule: FilterRule = { field: 'from', operator: 'does-not-contain', joinedBy: 'and', value: '' };

/** One condition, rule by rule; everything by the keyboard, since it is nothing but fields and buttons. Null: a new one. */
export function GroupEditor({ group, onClose }: { group: FilterGroup | null; onClose: () => void }) {
  const { texts } = usePreferences();
  const [name, setName] = useState(group?.name ?? '');
  const [isActive, setActive] = useState(group?.isActive ?? true);
  const [rules, setRules] = useState<readonly FilterRule[]>(group?.rules ?? [firstRule]);
  const { effect, look, forget, problem: previewProblem, mayLook } = usePreview();
  const { save, isBusy, problem } = useSave(...filterKeys);
  const put = (next: readonly FilterRule[]): void => {
    setRules(next);
    forget();
  };
  const change = (at: number, part: Partial<FilterRule>): void => put(rules.map((rule, place) => (place === at ? { ...rule, ...part } : rule)));
  const keep = (): Promise<void> => save(
    () => (group ? request(`/mail-filters/groups/${group.id}`, { method: 'PATCH', json: { name, isActive, rules } }) : request('/mail-filters/groups', { method: 'POST', json: { name, isActive, rules } })),
    { said: texts.filterSaved, after: onClose });
  return (
    <form ref={focusFirst} className="form row-form" aria-label={group ? group.name : texts.filterNewGroup} onSubmit={(event) => { event.preventDefault(); void keep(); }} onKeyDown={(event) => { if (event.key === 'Escape') onClose(); }}>
      <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
      {rules.map((rule, at) => (
        <fieldset key={at} className="filter-rule" aria-label={texts.filterRule(at + 1)}>
          {at === 0 ? <span /> : <Choice label={texts.filterJoint} value={rule.joinedBy} onChange={(joinedBy) => change(at, { joinedBy: joinedBy as FilterRule['joinedBy'] })} choices={(['and', 'or'] as const).map((value) => ({ value, text: texts.filterJoints[value] }))} />}
          <Choice label={texts.filterField} value={rule.field} onChange={(field) => change(at, { field: field as FilterRule['field'] })} choices={fields.map((value) => ({ value, text: texts.filterFields[value] }))} />
          <Choice label={texts.filterOperator} value={rule.operator} onChange={(operator) => change(at, { operator: operator as FilterRule['operator'] })} choices={operators.map((value) => ({ value, text: texts.filterOperators[value] }))} />
          <Field label={texts.filterValue} isRequired value={rule.value} onChange={(value) => change(at, { value })} maxLength={500} />
          <IconButton label={texts.filterRemoveRule(at + 1)} onPress={() => put(rules.filter((_, place) => place !== at))}><Icon name="close" /></IconButton>
        </fieldset>
      ))}
      <p className="hint">{texts.filterOrHint}</p>
      <div className="form-actions">
        <Button isDisabled={rules.length >= rulesMax} onPress={() => put([...rules, firstRule])}>{texts.filterAddRule}</Button>
        <Check label={texts.filterOn} isOn={isActive} onChange={(isOn) => { setActive(isOn); forget(); }} />
      </div>
      <Problem text={problem ?? previewProblem} />
      {effect ? <EffectNote effect={effect} /> : null}
      <div className="form-actions">
        {mayLook ? <Button onPress={() => look({ group: { ...(group ? { id: group.id } : {}), rules: [...rules], isActive } })}>{texts.filterPreview}</Button> : null}
        <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button>
        <Button kind="quiet" onPress={onClose}>{texts.cancel}</Button>
      </div>
    </form>
  );
}
