import { useQuery } from '@tanstack/react-query';
import type { NotificationChoices, NotificationKind, NotificationWay } from '#dialects/native/schemas/notifications.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Choice, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { PushPart } from './push-part.tsx';

const kinds: readonly NotificationKind[] = ['mention', 'assigned', 'new-chat', 'reply', 'new-conversation', 'send-failed', 'goal-at-risk'];
const ways: readonly NotificationWay[] = ['none', 'desk', 'push'];

/** What one is told, how, and on which devices. Each choice is kept at once. */
export function NotificationsPart() {
  const texts = useTexts();
  const { data, isPending, error, refetch } = useQuery({ queryKey: ['notification-choices'], queryFn: ({ signal }) => request<NotificationChoices>('/me/notification-choices', { signal }) });
  const { save, problem } = useSave('notification-choices');
  if (isPending) return <Skeletons rows={7} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      <Section title={texts.notifyTitle}>
        <p className="hint">{texts.notifyHint}</p>
        <div className="form">
          <Problem text={problem} />
          {kinds.map((kind) => (
            <Choice key={kind} label={texts.notifyKinds[kind]} value={data[kind]} choices={ways.map((way) => ({ value: way, text: texts.notifyWays[way] }))}
              onChange={(way) => void save(() => request('/me/notification-choices', { method: 'PATCH', json: { [kind]: way } }), { said: texts.saved })} />
          ))}
        </div>
      </Section>
      <PushPart />
    </div>
  );
}
