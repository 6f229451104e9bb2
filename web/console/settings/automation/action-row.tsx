import { useQuery } from '@tanstack/react-query';
import { agentsQuery, labelsQuery, teamsQuery } from '../../api/people.ts';
import { ruleFilesQuery, type RuleAction } from '../../api/automation.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { CheckList, Choice, Field, TextField } from '../pieces.tsx';
import { freshAction } from './draft-rule.ts';

interface Props {
  readonly at: number;
  readonly action: RuleAction;
  readonly kinds: readonly RuleAction['kind'][];
  /** What may stand in a text that is sent. */
  readonly variables: readonly string[];
  readonly canRemove: boolean;
  readonly onChange: (action: RuleAction) => void;
  readonly onRemove: () => void;
}

/** What is done, and with what; one row. Rules and macros have the same. */
export function ActionRow({ at, action, kinds, variables, canRemove, onChange, onRemove }: Props) {
  const { texts } = usePreferences();
  return (
    <fieldset className="rule-row wide" aria-label={`${texts.ruleActions} ${at + 1}`}>
      <Choice label={`${texts.ruleActions} ${at + 1}`} value={action.kind} onChange={(kind) => onChange(freshAction(kind as RuleAction['kind']))} choices={kinds.map((value) => ({ value, text: texts.ruleActionKinds[value] }))} />
      <div className="rule-row-main"><ActionFields action={action} variables={variables} onChange={onChange} /></div>
      {canRemove ? <IconButton label={texts.removeAction(at + 1)} onPress={onRemove}><Icon name="close" /></IconButton> : <span />}
    </fieldset>
  );
}

function ActionFields({ action, variables, onChange }: Pick<Props, 'action' | 'variables' | 'onChange'>) {
  const { texts } = usePreferences();
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: labels = [] } = useQuery(labelsQuery);
  const { data: files = [] } = useQuery({ ...ruleFilesQuery, enabled: action.kind === 'send-attachment' });
  const named = (rows: readonly { readonly id: number; readonly name: string }[]) => rows.map(({ id, name }) => ({ value: String(id), text: name }));
  const chosen = (ids: readonly number[]): ReadonlySet<string> => new Set(ids.map(String));
  const ids = (set: ReadonlySet<string>): number[] => [...set].map(Number);
  const commas = (value: string): string[] => value.split(',').map((part) => part.trim());
  switch (action.kind) {
    case 'assign-agent': return <Choice label={texts.assign} value={String(action.agentId ?? '')} onChange={(value) => onChange({ ...action, agentId: value === '' ? null : Number(value) })} choices={[{ value: '', text: texts.assignToNobody }, ...named(agents.filter(({ deactivatedAt, isDiscovered }) => deactivatedAt === null && !isDiscovered))]} />;
    case 'assign-team': return <Choice label={texts.setTeam} value={String(action.teamId ?? '')} onChange={(value) => onChange({ ...action, teamId: value === '' ? null : Number(value) })} choices={[{ value: '', text: texts.noTeam }, ...named(teams)]} />;
    case 'add-labels':
    case 'remove-labels': return <CheckList label={texts.labels} choices={named(labels)} chosen={chosen(action.labelIds)} onChange={(set) => onChange({ ...action, labelIds: ids(set) })} />;
    case 'send-message':
    case 'add-note': return <TextField label={texts.ruleText} isRequired maxLength={10_000} rows={3} value={action.text} onChange={(text) => onChange({ ...action, text })} hint={texts.ruleTextHint(variables)} />;
    case 'send-attachment': return files.length === 0 ? <p className="hint">{texts.ruleNoFiles}</p> : <CheckList label={texts.ruleFiles} choices={files.map(({ id, fileName }) => ({ value: String(id), text: fileName }))} chosen={chosen(action.fileIds)} onChange={(set) => onChange({ ...action, fileIds: ids(set) })} />;
    case 'email-team': return (
      <>
        <CheckList label={texts.ruleTeams} choices={named(teams)} chosen={chosen(action.teamIds)} onChange={(set) => onChange({ ...action, teamIds: ids(set) })} />
        <TextField label={texts.ruleText} isRequired maxLength={10_000} rows={3} value={action.text} onChange={(text) => onChange({ ...action, text })} />
      </>
    );
    case 'send-transcript': return <Field label={texts.ruleAddresses} isRequired value={action.addresses.join(', ')} onChange={(value) => onChange({ ...action, addresses: commas(value) })} />;
    case 'snooze': return <Field label={texts.ruleHours} type="number" min={1} max={8_760} value={action.hours === null ? '' : String(action.hours)} onChange={(value) => onChange({ ...action, hours: value === '' ? null : Number(value) })} hint={texts.ruleHoursHint} />;
    case 'set-state': return <Choice label={texts.ruleFields.state} value={action.state} onChange={(state) => onChange({ ...action, state: state as 'open' })} choices={(['open', 'with-bot', 'snoozed', 'resolved'] as const).map((value) => ({ value, text: texts.ruleWords[value] ?? value }))} />;
    case 'set-priority': return <Choice label={texts.setPriority} value={String(action.priority)} onChange={(value) => onChange({ ...action, priority: Number(value) as 0 })} choices={[4, 3, 2, 1, 0].map((n) => ({ value: String(n), text: texts.priorities[n] ?? '' }))} />;
    case 'call-webhook': return <Field label={texts.ruleUrl} isRequired maxLength={2_000} value={action.url} onChange={(url) => onChange({ ...action, url })} hint={texts.ruleUrlHint} />;
    case 'mute':
    case 'resolve':
    case 'open':
    case 'hand-to-bot': return null;
  }
}
