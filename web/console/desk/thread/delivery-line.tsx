import type { Message } from '../../api/desk.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Icon } from '../../design/icon.tsx';
import { shortMoment } from '../../design/time-text.ts';

/** How a mail of ours fares; what went wrong, in the other server's words. */
export function DeliveryLine({ delivery }: { delivery: NonNullable<Message['delivery']> }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { state } = delivery;
  const isBad = state === 'bounced' || state === 'failed';
  const later = state === 'held' && delivery.sendAfter !== null && Date.parse(delivery.sendAfter) > nowMs + 120_000 ? delivery.sendAfter : null;
  return (
    <p className={`delivery${isBad ? ' bad' : ''}`}>
      <Icon name={isBad ? 'warn' : state === 'delivered' ? 'checks' : state === 'handed-over' ? 'check' : 'clock'} size={13} />
      <span>{later === null ? texts.deliveries[state] : texts.willBeSent(shortMoment(later, nowMs, locale, zone))}</span>
      {delivery.nextAttemptAt !== null && state === 'queued' && delivery.attempts > 0 ? <span>{texts.nextAttempt(shortMoment(delivery.nextAttemptAt, nowMs, locale, zone))}</span> : null}
      {delivery.lastError === null ? null : <span className="delivery-error">{delivery.lastError}</span>}
    </p>
  );
}
