import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { dryRunRule, type DryRun, type RuleAction, type RuleVocabulary } from '../../api/automation.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Check, Choice, Field, focusFirst, Problem, Section, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { ActionRow } from './action-row.tsx';
import { ConditionRow } from './condition-row.tsx';
import { freshAction, ruleOf, type DraftRule } from './draft-rule.ts';

/** When, if, then; and what it would have done. */
export function RuleEditor({ begun, vocabulary, onDone }: { begun: DraftRule; vocabulary: RuleVocabulary; onDone: () => void }) {
  const { texts } = usePreferences();
  const [draft, setDraft] = useState(begun);
  const [tried, setTried] = useState<DryRun | null>(null);
  const { save, isBusy, problem } = useSave('rules');
  const change = (part: Partial<DraftRule>): void => { setDraft({ ...draft, ...part }); setTried(null); };
  const kinds = (vocabulary.events.find(({ event }) => event === draft.event)?.actions ?? []) as RuleAction['kind'][];
  const replaced = <T,>(list: readonly T[], at: number, one: T): T[] => list.map((each, n) => (n === at ? one : each));
  const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, n) => n !== at);
  const keep = (): Promise<void> => save(() => request(draft.id === null ? '/rules' : `/rules/${draft.id}`, { method: draft.id === null ? 'POST' : 'PATCH', json: ruleOf(draft, vocabulary) }), { said: texts.saved, after: onDone });
  return (
    <Section title={draft.id === null ? texts.newRule : texts.changeRule}>
      <form ref={focusFirst} className="form rule-form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
        <Field label={texts.ruleName} isRequired maxLength={200} value={draft.name} onChange={(name) => change({ name })} />
        <TextField label={texts.ruleDescription} rows={2} maxLength={2_000} value={draft.description} onChange={(description) => change({ description })} />
        <Choice label={texts.ruleEvent} value={draft.event} onChange={(event) => change({ event: event as DraftRule['event'] })} choices={vocabulary.events.map(({ event }) => ({ value: event, text: texts.ruleEvents[event] }))} />
        <h3>{texts.ruleConditions}</h3>
        {draft.conditions.length === 0 ? <p className="hint">{texts.ruleNoConditions}</p> : draft.conditions.map((condition, at) => (
          <ConditionRow
            key={at} at={at} isLast={at === draft.conditions.length - 1} condition={condition} event={draft.event} vocabulary={vocabulary}
            onChange={(one) => change({ conditions: replaced(draft.conditions, at, one) })} onRemove={() => change({ conditions: without(draft.conditions, at) })}
          />
        ))}
        <div><Button onPress={() => change({ conditions: [...draft.conditions, { field: 'state', compare: 'equal', value: 'open', joint: 'and' }] })}>{texts.addCondition}</Button></div>
        <h3>{texts.ruleActions}</h3>
        {draft.actions.map((action, at) => (
          <ActionRow
            key={at} at={at} action={action} kinds={kinds} variables={action.kind === 'send-message' ? vocabulary.automaticVariables : vocabulary.variables} canRemove={draft.actions.length > 1}
            onChange={(one) => change({ actions: replaced(draft.actions, at, one) })} onRemove={() => change({ actions: without(draft.actions, at) })}
          />
        ))}
        <div><Button onPress={() => change({ actions: [...draft.actions, freshAction('add-note')] })}>{texts.addAction}</Button></div>
        <Check label={texts.ruleIsActive} isOn={draft.isActive} onChange={(isActive) => change({ isActive })} />
        <Problem text={problem} />
        {tried === null ? null : <Tried tried={tried} />}
        <div className="form-actions">
          <Button onPress={onDone}>{texts.cancel}</Button>
          <Button isDisabled={isBusy} onPress={() => void save(() => dryRunRule(ruleOf(draft, vocabulary)), { after: setTried })}>{texts.tryRule}</Button>
          <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button>
        </div>
      </form>
    </Section>
  );
}

function Tried({ tried }: { tried: DryRun }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  return (
    <div role="status" className="notice">
      <p>{texts.triedRule(tried.matched, tried.looked)} {tried.isCut ? texts.triedIsCut : ''} {texts.triedHint}</p>
      {tried.rows.length === 0 ? null : (
        <ul className="plain-list">
          {tried.rows.map((row, at) => <li key={at}><Link to="/$view/$conversation" params={{ view: 'open', conversation: String(row.conversationId) }} search={{}}>{row.subject === '' ? texts.ruleConversation(row.conversationId) : row.subject}</Link> <time dateTime={row.at}>{shortMoment(row.at, nowMs, locale, zone)}</time></li>)}
        </ul>
      )}
    </div>
  );
}
