import type { QueueAction } from '#dialects/native/schemas/queues.ts';
import type { Queue } from '../../api/queues.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Choice, TextField } from '../pieces.tsx';

const actions = ['wait', 'message', 'voicemail', 'callback', 'schedule', 'queue', 'end'] as const;
const callsOnly: ReadonlySet<string> = new Set(['voicemail', 'callback', 'schedule']);

/** What a queue does with work that it cannot take: with what is said, or to which queue it goes. */
export function ActionField({ label, value, onChange, queue, queues }: { label: string; value: QueueAction; onChange: (action: QueueAction) => void; queue: Pick<Queue, 'id' | 'kind'>; queues: readonly Queue[] }) {
  const texts = useTexts();
  const choices = actions.filter((action) => queue.kind === 'call' || !callsOnly.has(action)).map((action) => ({ value: action, text: texts.queueActions[action] }));
  const others = queues.filter(({ id, kind, deletedAt }) => id !== queue.id && kind === queue.kind && deletedAt === null);
  const choose = (action: string): void => onChange({ action: action as QueueAction['action'], ...(action !== 'wait' && action !== 'queue' && value.text !== undefined ? { text: value.text } : {}) });
  const put = ({ action }: QueueAction, words: string): QueueAction => ({ action, ...(words === '' ? {} : { text: words }) });
  return (
    <div className="action-field">
      <Choice label={label} value={value.action} onChange={choose} choices={choices} />
      {value.action === 'queue' ? <Choice label={texts.actionQueue(label)} value={String(value.queueId ?? '')} onChange={(id) => onChange({ action: 'queue', ...(id === '' ? {} : { queueId: Number(id) }) })} choices={[{ value: '', text: texts.chooseQueue }, ...others.map(({ id, name }) => ({ value: String(id), text: name }))]} /> : null}
      {value.action === 'wait' || value.action === 'queue' ? null : <TextField label={texts.actionText(label)} rows={2} maxLength={2_000} isRequired={value.action === 'message'} value={value.text ?? ''} onChange={(words) => onChange(put(value, words))} />}
    </div>
  );
}
