import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Avatar } from '../../design/avatar.tsx';
import { usePresence } from '../../live/live-provider.tsx';

/** Who else looks at this conversation now, and who writes an answer. */
export function Presence({ id }: { id: number }) {
  const { texts } = usePreferences();
  const { user } = useSession();
  const { viewers, typing, isContactTyping } = usePresence(id);
  const writing = typing.filter(({ userId }) => userId !== user.id);
  const looking = viewers.filter(({ userId }) => userId !== user.id && !writing.some((one) => one.userId === userId));
  return (
    <div className="presence" role="status" aria-live="polite">
      {isContactTyping ? <span className="presence-line typing">{texts.customerIsTyping}</span> : null}
      {writing.length > 0 ? <span className="presence-line typing">{writing.map(({ userId, name }) => <Avatar key={userId} name={name} isSmall />)}{texts.isTyping(writing.map(({ name }) => name))}</span> : null}
      {looking.length > 0 ? <span className="presence-line">{looking.map(({ userId, name }) => <Avatar key={userId} name={name} isSmall />)}{texts.isViewing(looking.map(({ name }) => name))}</span> : null}
    </div>
  );
}
