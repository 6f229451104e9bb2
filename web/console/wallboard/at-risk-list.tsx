import { Link } from '@tanstack/react-router';
import type { Wallboard } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { useSecond } from '../app/use-second.ts';
import { clockDuration } from '../design/clock-duration.ts';
import { HandOverButton } from './hand-over.tsx';
import { serverNow, type Dated } from './server-time.ts';

/** Who waits and has missed the target, or will in a moment; the first to be due first. */
export function AtRiskList({ board, dated }: { board: Wallboard; dated: Dated }) {
  const { texts } = usePreferences();
  const nowMs = useSecond();
  const names = new Map(board.queues.map(({ queueId, name }) => [queueId, name]));
  return (
    <section aria-labelledby="at-risk">
      <h2 id="at-risk" className="board-head">{texts.atRiskTitle}</h2>
      {board.atRisk.length === 0 ? <p className="hint">{texts.atRiskNone}</p> : (
        <ul className="panel risks">
          {board.atRisk.map(({ interactionId, conversationId, queueId, kind, dueAt }) => {
            const leftSeconds = (Date.parse(dueAt) - serverNow(dated, nowMs)) / 1_000;
            return (
              <li key={interactionId} className="panel-row">
                <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(conversationId) }} search={{}}>{texts.interactionNumber(texts.wallboardKinds[kind], interactionId)}</Link>
                <span>{names.get(queueId)}</span>
                <span className={`tag ${leftSeconds < 0 ? 'danger' : 'warn'}`}><span>{leftSeconds < 0 ? texts.lateBy(clockDuration(-leftSeconds)) : texts.dueIn(clockDuration(leftSeconds))}</span></span>
                <HandOverButton kind={kind} interactionId={interactionId} />
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
