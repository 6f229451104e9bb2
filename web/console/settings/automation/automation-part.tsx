import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rulesQuery, vocabularyQuery } from '../../api/automation.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { ConfirmButton, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { draftOf, freshRule, type DraftRule } from './draft-rule.ts';
import { RuleEditor } from './rule-editor.tsx';
import { RuleLog } from './rule-log.tsx';
import './automation.css';

export function AutomationPart() {
  const { texts } = usePreferences();
  const { data: rules, isPending, error, refetch } = useQuery(rulesQuery);
  const { data: vocabulary } = useQuery(vocabularyQuery);
  const [edited, setEdited] = useState<DraftRule | null>(null);
  const { save, isBusy, problem } = useSave('rules');
  if (isPending || !vocabulary) return <Skeletons rows={3} label={texts.loading} />;
  if (!rules) return <Failure error={error} onRetry={() => void refetch()} />;
  const move = (at: number, step: -1 | 1): void => {
    const ids = rules.map(({ id }) => id);
    const [id] = ids.splice(at, 1);
    ids.splice(at + step, 0, id!);
    void save(() => request('/rules/order', { method: 'PUT', json: { ids } }));
  };
  return (
    <div className="settings-body">
      {edited === null ? null : <RuleEditor key={edited.id ?? 'new'} begun={edited} vocabulary={vocabulary} onDone={() => setEdited(null)} />}
      <Section title={texts.settingsParts.automation} action={edited === null ? <Button kind="primary" onPress={() => setEdited(freshRule)}>{texts.newRule}</Button> : undefined}>
        <p className="hint">{texts.rulesHint}</p>
        <Problem text={problem} />
        {rules.length === 0 ? <Empty title={texts.noRules} /> : (
          <ul className="panel">
            {rules.map((rule, at) => (
              <li key={rule.id} className="panel-row">
                <div className="panel-main"><strong>{rule.name}</strong><span className="one-line">{texts.ruleEvents[rule.event]} · {rule.actions.map(({ kind }) => texts.ruleActionKinds[kind]).join(', ')}</span></div>
                <span className={`tag${rule.isActive ? '' : ' warn'}`}><span>{rule.isActive ? texts.ruleOn : texts.ruleOff}</span></span>
                <IconButton label={texts.ruleUp(rule.name)} isDisabled={at === 0 || isBusy} onPress={() => move(at, -1)}><Icon name="up" /></IconButton>
                <IconButton label={texts.ruleDown(rule.name)} isDisabled={at === rules.length - 1 || isBusy} onPress={() => move(at, 1)}><Icon name="down" /></IconButton>
                <Button kind="quiet" isDisabled={isBusy} onPress={() => void save(() => request(`/rules/${rule.id}`, { method: 'PATCH', json: { isActive: !rule.isActive } }))}>{rule.isActive ? texts.ruleSwitchOff : texts.ruleSwitchOn}</Button>
                <Button kind="quiet" onPress={() => setEdited(draftOf(rule))}>{texts.change}</Button>
                <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={rule.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/rules/${rule.id}`, { method: 'DELETE' }))} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <RuleLog />
    </div>
  );
}
