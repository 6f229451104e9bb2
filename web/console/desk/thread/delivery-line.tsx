import { useQueryClient } from '@tanstack/react-query';
import { cancelMessage, retryMessage, type Message } from '../../api/desk.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { problemText } from '../../design/problem-text.ts';
import { saidText } from '../../design/said-text.ts';
import { shortMoment } from '../../design/time-text.ts';
import { showToast } from '../../design/toasts.ts';

/** How a mail of ours fares; what went wrong, in the other server's words. */
export function DeliveryLine({ messageId, conversationId, delivery }: { messageId: number; conversationId: number; delivery: NonNullable<Message['delivery']> }) {
  const client = useQueryClient();
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { state } = delivery;
  const isBad = state === 'bounced' || state === 'failed';
  const later = state === 'held' && delivery.sendAfter !== null && Date.parse(delivery.sendAfter) > nowMs + 120_000 ? delivery.sendAfter : null;
  const after = (said: string) => (): void => {
    showToast(said);
    for (const key of ['timeline', 'draft', 'conversation']) void client.invalidateQueries({ queryKey: [key, conversationId] });
  };
  const refused = (error: unknown): void => void showToast(problemText(error, texts), { isProblem: true });
  return (
    <p className={`delivery${isBad ? ' bad' : ''}`}>
      <Icon name={isBad ? 'warn' : state === 'delivered' ? 'checks' : state === 'handed-over' ? 'check' : 'clock'} size={13} />
      <span>{later === null ? texts.deliveries[state] : texts.willBeSent(shortMoment(later, nowMs, locale, zone))}</span>
      {delivery.nextAttemptAt !== null && state === 'queued' && delivery.attempts > 0 ? <span>{texts.nextAttempt(shortMoment(delivery.nextAttemptAt, nowMs, locale, zone))}</span> : null}
      {delivery.lastError === null ? null : <span className="delivery-error">{saidText(delivery.lastErrorKey ? { key: delivery.lastErrorKey, values: {} } : delivery.lastErrorSaid, delivery.lastError, texts.mailSentences)}</span>}
      {state === 'failed' ? <Button kind="quiet" onPress={() => void retryMessage(messageId).then(after(texts.tryingAgain), refused)}>{texts.retry}</Button> : null}
      {state === 'held' || state === 'queued' ? <Button kind="quiet" onPress={() => void cancelMessage(messageId).then(after(texts.takenBack), refused)}>{texts.takeBack}</Button> : null}
    </p>
  );
}
