import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { cancelMessage, retryMessage } from '../../api/desk.ts';
import { sendMessageNow, type Unsent } from '../../api/outbox.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { saidText } from '../../design/said-text.ts';
import { problemText } from '../../design/problem-text.ts';
import { shortMoment } from '../../design/time-text.ts';
import { showToast } from '../../design/toasts.ts';

/** A mail that has not arrived: to whom, what hinders it in the other server's words, and what can be done. */
export function OutboxRow({ mail, isActive }: { mail: Unsent; isActive: boolean }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const may = usePermission();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const { state, messageId, conversationId } = mail;
  // Held longer than any undo delay: somebody chose a time.
  const isScheduled = state === 'held' && mail.sendAfter !== null && Date.parse(mail.sendAfter) > nowMs + 120_000;
  const isBad = state === 'failed' || state === 'bounced';
  const at = (instant: string): string => shortMoment(instant, nowMs, locale, zone);
  const run = (act: () => Promise<unknown>, said: string): void => {
    setBusy(true);
    act().then(() => showToast(said), (error: unknown) => showToast(problemText(error, texts), { isProblem: true })).finally(() => {
      setBusy(false);
      for (const queryKey of [['outbox'], ['timeline', conversationId], ['draft', conversationId], ['conversation', conversationId]]) void client.invalidateQueries({ queryKey });
    });
  };
  const canSend = may('conversations.reply');
  const when = state === 'held' && mail.sendAfter !== null ? texts.willBeSent(at(mail.sendAfter)) : state === 'queued' && mail.attempts > 0 && mail.nextAttemptAt !== null ? texts.nextAttempt(at(mail.nextAttemptAt)) : null;
  const recipients = mail.recipients.map(({ address }) => address);
  const detail = mail.recipients.find((one) => one.detail !== null)?.detail ?? null;
  const subject = mail.subject || texts.noSubject;
  return (
    <div className={`outbox-row${isActive ? ' active' : ''}`}>
      <Link to="/$view/$conversation" params={{ view: 'outbox', conversation: String(conversationId) }} search={{}} className="outbox-link" aria-current={isActive ? 'true' : undefined}>
        <span className="row-line"><span className="row-name">{recipients.join(', ') || texts.nobodyKnown}</span><time className="row-time" dateTime={mail.createdAt}>{at(mail.createdAt)}</time></span>
        <span className="row-line"><span className="row-subject">{subject}</span></span>
      </Link>
      <p className="outbox-state"><span className={`tag ${isBad ? 'danger' : ''}`}><span>{isScheduled ? texts.scheduled : texts.deliveries[state]}</span></span>{when === null ? null : <span>{when}</span>}</p>
      {mail.lastError ?? detail ? <p className={`outbox-error${isBad ? ' bad' : ''}`}>{mail.lastError === null ? detail : saidText(mail.lastErrorKey ? { key: mail.lastErrorKey, values: {} } : mail.lastErrorSaid, mail.lastError, texts.mailSentences)}</p> : null}
      {canSend ? (
        <div className="outbox-acts">
          {state === 'failed' ? <Button isDisabled={isBusy} aria-label={`${texts.retry}: ${subject}`} onPress={() => run(() => retryMessage(messageId), texts.tryingAgain)}>{texts.retry}</Button> : null}
          {state === 'held' || state === 'queued' ? <Button isDisabled={isBusy} aria-label={`${texts.sendNow}: ${subject}`} onPress={() => run(() => sendMessageNow(messageId), texts.sendingNow)}>{texts.sendNow}</Button> : null}
          {state === 'held' || state === 'queued' ? <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.takeBack}: ${subject}`} onPress={() => run(() => cancelMessage(messageId), texts.takenBack)}>{texts.takeBack}</Button> : null}
        </div>
      ) : null}
    </div>
  );
}
