import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { macrosQuery, vocabularyQuery, type Macro, type RuleAction } from '../../api/automation.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { ActionRow } from '../automation/action-row.tsx';
import { freshAction } from '../automation/draft-rule.ts';
import { Check, ConfirmButton, Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import '../automation/automation.css';

interface Draft { readonly id: number | null; readonly name: string; readonly isShared: boolean; readonly actions: readonly RuleAction[] }

const fresh: Draft = { id: null, name: '', isShared: false, actions: [{ kind: 'resolve' }] };
/** What reaches beyond the conversation is for who may write settings. */
const farReaching: ReadonlySet<string> = new Set(['email-team', 'send-transcript', 'send-attachment', 'call-webhook']);

export function MacrosPart() {
  const { texts } = usePreferences();
  const { permissions } = useSession();
  const { data: macros, isPending, error, refetch } = useQuery(macrosQuery);
  const { data: vocabulary } = useQuery(vocabularyQuery);
  const [edited, setEdited] = useState<Draft | null>(null);
  const { save, isBusy, problem } = useSave('macros');
  if (isPending || !vocabulary) return <Skeletons rows={3} label={texts.loading} />;
  if (!macros) return <Failure error={error} onRetry={() => void refetch()} />;
  const mayShare = permissions.includes('settings.write');
  const kinds = ((vocabulary.events[0]?.actions ?? []) as RuleAction['kind'][]).filter((kind) => mayShare || !farReaching.has(kind));
  const keep = ({ id, ...json }: Draft): Promise<void> => save(() => request(id === null ? '/macros' : `/macros/${id}`, { method: id === null ? 'POST' : 'PATCH', json }), { said: texts.saved, after: () => setEdited(null) });
  const mayChange = (macro: Macro): boolean => mayShare || (macro.isOwn && !macro.isShared);
  return (
    <div className="settings-body">
      {edited === null ? null : (
        <Section title={edited.id === null ? texts.newMacro : texts.changeMacro}>
          <form ref={focusFirst} key={edited.id ?? 'new'} className="form rule-form" onSubmit={(event) => { event.preventDefault(); void keep(edited); }}>
            <Field label={texts.ruleName} isRequired maxLength={100} value={edited.name} onChange={(name) => setEdited({ ...edited, name })} />
            {edited.actions.map((action, at) => (
              <ActionRow
                key={at} at={at} action={action} kinds={kinds} variables={vocabulary.variables} canRemove={edited.actions.length > 1} onChange={(one) => setEdited({ ...edited, actions: edited.actions.map((each, n) => (n === at ? one : each)) })}
                onRemove={() => setEdited({ ...edited, actions: edited.actions.filter((_, n) => n !== at) })}
              />
            ))}
            <div><Button onPress={() => setEdited({ ...edited, actions: [...edited.actions, freshAction('add-note')] })}>{texts.addAction}</Button></div>
            {mayShare ? <Check label={texts.macroIsShared} isOn={edited.isShared} onChange={(isShared) => setEdited({ ...edited, isShared })} /> : null}
            <Problem text={problem} />
            <div className="form-actions"><Button onPress={() => setEdited(null)}>{texts.cancel}</Button><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div>
          </form>
        </Section>
      )}
      <Section title={texts.settingsParts.macros} action={edited === null ? <Button kind="primary" onPress={() => setEdited(fresh)}>{texts.newMacro}</Button> : undefined}>
        <p className="hint">{texts.macrosHint}</p>
        {edited === null ? <Problem text={problem} /> : null}
        {macros.length === 0 ? <Empty title={texts.noMacros} /> : (
          <ul className="panel">
            {macros.map((macro) => (
              <li key={macro.id} className="panel-row">
                <div className="panel-main"><strong>{macro.name}</strong><span className="one-line">{macro.actions.map(({ kind }) => texts.ruleActionKinds[kind]).join(', ')}</span></div>
                {macro.isShared ? <span className="tag"><span>{texts.macroShared}</span></span> : null}
                {mayChange(macro) ? <Button kind="quiet" onPress={() => setEdited({ id: macro.id, name: macro.name, isShared: macro.isShared, actions: macro.actions })}>{texts.change}</Button> : null}
                {mayChange(macro) ? <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={macro.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/macros/${macro.id}`, { method: 'DELETE' }))} /> : null}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}
