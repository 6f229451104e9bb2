import { memo, type MouseEvent } from 'react';
import type { ConversationRow } from '../../api/desk.ts';
import type { Agent, Label } from '../../api/people.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Icon } from '../../design/icon.tsx';
import { LabelTag } from '../../design/label-tag.tsx';
import { shortAge, shortMoment } from '../../design/time-text.ts';

interface Props {
  readonly row: ConversationRow;
  readonly top: number;
  readonly position: number;
  /** -1: not known yet. */
  readonly size: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly hasSelection: boolean;
  readonly agents: readonly Agent[] | undefined;
  readonly labels: readonly Label[] | undefined;
  readonly onPress: (row: ConversationRow, event: MouseEvent) => void;
  readonly onToggle: (id: number) => void;
}

const labelsShown = 2;

/** Where the row stands and how it is marked. When one above it leaves, all below move up: what is in them is not drawn anew. */
export const ListRow = memo(function ListRow({ row, top, position, size, isActive, isOpen, isSelected, hasSelection, agents, labels, onPress, onToggle }: Props) {
  return (
    <div
      id={`row-${row.id}`} role="option" aria-selected={isSelected} aria-posinset={position} aria-setsize={size} aria-current={isOpen ? 'true' : undefined}
      className={`row${row.isUnread ? ' unread' : ''}${isActive ? ' active' : ''}${isOpen ? ' open' : ''}${isSelected ? ' chosen' : ''}${hasSelection ? ' choosing' : ''}`}
      style={{ transform: `translateY(${top}px)` }} onClick={(event) => onPress(row, event)}
    >
      <span className="row-mark" onClick={(event) => { event.stopPropagation(); onToggle(row.id); }}>
        <span className="row-box">{isSelected ? <Icon name="check" size={12} /> : null}</span>
        <span className="row-unread" />
      </span>
      <RowLines row={row} agents={agents} labels={labels} />
    </div>
  );
});

const RowLines = memo(function RowLines({ row, agents, labels }: Pick<Props, 'row' | 'agents' | 'labels'>) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const assignee = row.assigneeId === null ? null : agents?.find(({ id }) => id === row.assigneeId) ?? null;
  const name = row.counterpart?.name || row.counterpart?.address || texts.nobodyKnown;
  const ownLabels = row.labelIds.flatMap((id) => labels?.find((label) => label.id === id) ?? []);
  const isOurs = row.lastMessage?.direction === 'outgoing';
  return (
    <>
      <div className="row-line">
        <span className="row-name">{row.isUnread ? <span className="hidden-text">{texts.unread}. </span> : null}{name}</span>
        {row.messageCount > 1 ? <span className="row-count">{row.messageCount}</span> : null}
        <time className="row-time" dateTime={row.lastMessageAt}>{shortMoment(row.lastMessageAt, nowMs, locale, zone)}</time>
      </div>
      <div className="row-line">
        <span className="row-subject">{row.subject || texts.noSubject}</span>
        {row.hasAttachments ? <span className="row-sign" title={texts.hasAttachments}><Icon name="clip" size={13} /><span className="hidden-text">{texts.hasAttachments}</span></span> : null}
        {row.priority >= 3 ? <span className={`row-sign priority-${row.priority}`} title={texts.priorities[row.priority]}><Icon name="flag" size={13} /><span className="hidden-text">{texts.priorities[row.priority]}</span></span> : null}
        {assignee ? <span title={assignee.name} className="row-agent"><Avatar name={assignee.name} isSmall /><span className="hidden-text">{texts.assignedTo(assignee.name)}</span></span> : null}
      </div>
      <div className="row-line">
        <span className="row-snippet">{isOurs ? <span className="row-ours">{texts.youPrefix} </span> : null}{row.lastMessage?.snippet ?? ''}</span>
        {row.hasDeliveryProblem ? <span className="tag danger"><Icon name="warn" size={11} /><span>{texts.notDelivered}</span></span> : null}
        {row.life === 'snoozed' && row.snoozedUntil !== null ? <span className="tag"><Icon name="moon" size={11} /><span>{shortMoment(row.snoozedUntil, nowMs, locale, zone)}</span></span> : null}
        {ownLabels.slice(0, labelsShown).map((label) => <LabelTag key={label.id} label={label} />)}
        {ownLabels.length > labelsShown ? <span className="row-count">+{ownLabels.length - labelsShown}</span> : null}
        {row.waitingSince !== null && row.life === 'open' ? <span className={`row-wait${isLong(row.waitingSince, nowMs) ? ' long' : ''}`} title={texts.waitingSince(shortMoment(row.waitingSince, nowMs, locale, zone))}><span className="hidden-text">{texts.waits} </span>{shortAge(row.waitingSince, nowMs, locale)}</span> : null}
      </div>
    </>
  );
});

const longWaitMs = 24 * 3_600_000;
const isLong = (since: string, nowMs: number): boolean => nowMs - Date.parse(since) > longWaitMs;
