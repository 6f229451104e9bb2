import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { wallboardRowsQuery, type QueueFigures, type WallboardFigure } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { useSession } from '../app/use-session.ts';
import { Button } from '../design/button.tsx';
import { clockDuration } from '../design/clock-duration.ts';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { HandOverButton } from './hand-over.tsx';
import { StateTag } from './state-tag.tsx';

/** What a figure counted, row by row, each with the way to its conversation. */
export function FigureRows({ figure, queue, onClose }: { figure: WallboardFigure; queue: QueueFigures; onClose: () => void }) {
  const { texts } = usePreferences();
  return (
    <ModalOverlay className="veil" isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} isDismissable>
      <Modal className="modal wide-modal"><Dialog className="dialog">
        <Heading slot="title">{texts.whatCountedFor(texts.figureNames[figure], queue.name)}</Heading>
        <p className="hint">{texts.figureHints[figure]}</p>
        <Rows figure={figure} queueId={queue.queueId} kind={queue.kind} onClose={onClose} />
        <div className="actions"><Button onPress={onClose}>{texts.done}</Button></div>
      </Dialog></Modal>
    </ModalOverlay>
  );
}

function Rows({ figure, queueId, kind, onClose }: { figure: WallboardFigure; queueId: number; kind: QueueFigures['kind']; onClose: () => void }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const { data, error, refetch, isPending } = useQuery(wallboardRowsQuery(figure, queueId));
  if (isPending) return <Skeletons rows={4} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data.rows.length === 0) return <Empty title={texts.nothingCounted} />;
  const time = (instant: string | null): string => (instant === null ? '–' : new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: zone }).format(new Date(instant)));
  const isAgents = figure === 'agents' || figure === 'occupancy';
  return (
    <div className="table-frame" role="region" aria-label={texts.whatCounted} tabIndex={0}>
      {data.isCut ? <p className="hint">{texts.rowsCut}</p> : null}
      <table className="board-table plain">
        <thead><tr>{(isAgents ? [texts.agentColumn, ...(figure === 'agents' ? [texts.stateColumn] : [texts.busyColumn, texts.onlineColumn, texts.offlineColumn])] : [texts.openConversation, texts.startedColumn, texts.endedColumn, texts.secondsColumn, texts.resultColumn, texts.agentColumn]).map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {data.rows.map((row, at) => (isAgents ? (
            <tr key={row.agentId ?? at}>
              <th scope="row">{row.agentName ?? `#${row.agentId}`}</th>
              {row.state === null ? <><td data-name={texts.busyColumn}>{clockDuration(row.seconds ?? 0)}</td><td data-name={texts.onlineColumn}>{clockDuration(row.onlineSeconds ?? 0)}</td><td data-name={texts.offlineColumn}>{(row.offlineSeconds ?? 0) === 0 ? '–' : clockDuration(row.offlineSeconds ?? 0)}</td></> : <td data-name={texts.stateColumn}><StateTag state={row.state} /></td>}
            </tr>
          ) : (
            <tr key={`${row.interactionId} ${row.spanId ?? at}`}>
              <th scope="row">{row.conversationId === null ? row.interactionId : <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(row.conversationId) }} search={{}} onClick={onClose}>{texts.interactionNumber(texts.wallboardKinds[kind], row.interactionId ?? 0)}</Link>}</th>
              <td data-name={texts.startedColumn}>{time(row.startedAt)}</td><td data-name={texts.endedColumn}>{time(row.endedAt)}</td>
              <td data-name={texts.secondsColumn}>{clockDuration(row.seconds ?? 0)}</td>
              <td data-name={texts.resultColumn}>{[row.outcome === null ? null : texts.outcomeNames[row.outcome] ?? row.outcome, row.sla === null ? null : texts.slaNames[row.sla]].filter(Boolean).join(', ') || '–'}</td>
              <td data-name={texts.agentColumn}>{row.agentName ?? (row.endedAt === null && row.interactionId !== null ? <HandOverButton kind={kind} interactionId={row.interactionId} /> : '–')}</td>
            </tr>
          )))}
        </tbody>
      </table>
    </div>
  );
}
