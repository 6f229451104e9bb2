import { useQuery } from '@tanstack/react-query';
import { agentsQuery, channelsQuery, labelsQuery, teamsQuery } from '../../api/people.ts';
import type { RuleVocabulary } from '../../api/automation.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Choice, Field } from '../pieces.tsx';
import { askedOf, type DraftCondition, type DraftRule } from './draft-rule.ts';

interface Props {
  readonly at: number;
  readonly isLast: boolean;
  readonly condition: DraftCondition;
  readonly event: DraftRule['event'];
  readonly vocabulary: RuleVocabulary;
  readonly onChange: (condition: DraftCondition) => void;
  readonly onRemove: () => void;
}

/** What is asked, how, and with what; one row. */
export function ConditionRow({ at, isLast, condition, event, vocabulary, onChange, onRemove }: Props) {
  const { texts } = usePreferences();
  const asked = askedOf(condition.field, vocabulary);
  const fields = vocabulary.events.find((one) => one.event === event)?.fields ?? [];
  const choices = [...fields.map((field) => ({ value: field as string, text: texts.ruleFields[field] })), ...vocabulary.attributes.map(({ attributeId, name }) => ({ value: `attribute:${attributeId}`, text: name }))];
  const setField = (field: string): void => {
    const compares = askedOf(field, vocabulary)?.compares ?? ['equal'];
    onChange({ ...condition, field, compare: compares.includes(condition.compare) ? condition.compare : compares[0] ?? 'equal', value: '' });
  };
  const hasValue = condition.compare !== 'present' && condition.compare !== 'absent';
  return (
    <fieldset className="rule-row" aria-label={`${texts.ruleConditions} ${at + 1}`}>
      <Choice label={texts.ruleField} value={condition.field} onChange={setField} choices={choices.some(({ value }) => value === condition.field) ? choices : [{ value: condition.field, text: condition.field }, ...choices]} />
      <Choice label={texts.ruleCompare} value={condition.compare} onChange={(compare) => onChange({ ...condition, compare: compare as DraftCondition['compare'] })} choices={(asked?.compares ?? [condition.compare]).map((value) => ({ value, text: texts.ruleCompares[value] }))} />
      {hasValue ? <ValueField condition={condition} vocabulary={vocabulary} onChange={(value) => onChange({ ...condition, value })} /> : <span />}
      {isLast ? <span /> : <Choice label={texts.ruleJoint} value={condition.joint} onChange={(joint) => onChange({ ...condition, joint: joint as 'and' | 'or' })} choices={(['and', 'or'] as const).map((value) => ({ value, text: texts.ruleJoints[value] }))} />}
      <IconButton label={texts.removeCondition(at + 1)} onPress={onRemove}><Icon name="close" /></IconButton>
    </fieldset>
  );
}

function ValueField({ condition, vocabulary, onChange }: { condition: DraftCondition; vocabulary: RuleVocabulary; onChange: (value: string) => void }) {
  const { texts } = usePreferences();
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: labels = [] } = useQuery(labelsQuery);
  const { data: channels = [] } = useQuery(channelsQuery);
  const asked = askedOf(condition.field, vocabulary);
  const named = (rows: readonly { readonly id: number; readonly name: string }[]) => rows.map(({ id, name }) => ({ value: String(id), text: name }));
  const choices = asked?.noun === 'agent' ? named(agents) : asked?.noun === 'team' ? named(teams) : asked?.noun === 'label' ? named(labels) : asked?.noun === 'channel' ? named(channels)
    : asked?.kind === 'priority' ? [0, 1, 2, 3, 4].map((n) => ({ value: String(n), text: texts.priorities[n] ?? String(n) }))
      : (asked?.words ?? []).map((word) => ({ value: word, text: texts.ruleWords[word] ?? word }));
  if (choices.length === 0 || condition.value.includes(',')) return <Field label={texts.ruleValues} isRequired value={condition.value} onChange={onChange} type={asked?.kind === 'day' && condition.compare !== 'older-than-days' ? 'date' : 'text'} />;
  return <Choice label={texts.ruleValue} value={condition.value} onChange={onChange} choices={[...(choices.some(({ value }) => value === condition.value) ? [] : [{ value: condition.value, text: condition.value === '' ? '…' : condition.value }]), ...choices]} />;
}
