import { useInfiniteQuery } from '@tanstack/react-query';
import { timelineQuery } from '../../api/desk.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';

/** Something came while one wrote: what, and the choice to read it first or to send all the same. */
export function StaleWarning({ conversationId, onForce, onLook }: { conversationId: number; position: number; onForce: () => void; onLook: () => void }) {
  const { texts } = usePreferences();
  const { data } = useInfiniteQuery(timelineQuery(conversationId));
  const newest = data?.pages[0]?.items.findLast((entry) => entry.type === 'message');
  return (
    <div className="stale" role="alert">
      <Icon name="warn" />
      <span>{newest?.type === 'message' ? texts.staleBy(newest.authorName) : texts.stale}</span>
      <span className="spring" />
      <Button onPress={onLook}>{texts.readFirst}</Button>
      <Button kind="danger" onPress={onForce}>{texts.sendAnyway}</Button>
    </div>
  );
}
