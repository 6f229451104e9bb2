import { useQuery } from '@tanstack/react-query';
import { MenuItem, Separator } from 'react-aria-components';
import { apiBase } from '../../api/request.ts';
import type { Conversation } from '../../api/desk.ts';
import { agentsQuery, channelsQuery, labelsQuery, teamsQuery } from '../../api/people.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { LabelTag } from '../../design/label-tag.tsx';
import { PopMenu } from '../../design/pop-menu.tsx';
import { shortAge, shortMoment } from '../../design/time-text.ts';
import { useActions } from '../actions/use-actions.ts';
import { useDeskPlace } from '../desk-context.tsx';

/** What it is about, in which state it is, and what can be done with it. */
export function ThreadHead({ conversation, onActed }: { conversation: Conversation | null; onActed: (ids: readonly number[]) => void }) {
  const { texts, preferences, change } = usePreferences();
  const { open, setMenu } = useDeskPlace();
  const actions = useActions(texts);
  const may = usePermission();
  const ids = conversation ? [conversation.id] : [];
  const setLife = (life: 'open' | 'resolved' | 'closed' | 'spam'): void => {
    if (life !== 'open') onActed(ids);
    actions.setLife(ids, life);
  };
  const isDone = conversation !== null && (conversation.life === 'resolved' || conversation.life === 'closed' || conversation.life === 'spam');
  return (
    <header className="thread-head">
      <div className="thread-bar">
        <span className="narrow-only"><IconButton label={texts.backToList} shortcut="Escape" onPress={() => open(null)}><Icon name="back" /></IconButton></span>
        <h2 className="thread-subject" tabIndex={-1} id="thread-subject">{conversation ? conversation.subject || texts.noSubject : ''}</h2>
        {conversation ? (
          <div className="thread-actions" role="toolbar" aria-label={texts.actions}>
            {isDone
              ? <Button onPress={() => setLife('open')}>{conversation.life === 'spam' ? texts.notSpam : texts.reopen}</Button>
              : <Button onPress={() => setLife('resolved')}><Icon name="check" />{texts.resolve}</Button>}
            <IconButton label={texts.snooze} shortcut="s" onPress={() => setMenu('snooze')}><Icon name="moon" /></IconButton>
            <IconButton label={texts.labels} shortcut="l" onPress={() => setMenu('labels')}><Icon name="label" /></IconButton>
            <PopMenu label={texts.moreActions} icon={<Icon name="more" />}>
              {() => (
                <>
                  <MenuItem className="menu-item" onAction={() => setMenu('priority')}>{texts.setPriority}<span className="end"><kbd className="key">p</kbd></span></MenuItem>
                  <MenuItem className="menu-item" onAction={() => setMenu('team')}>{texts.setTeam}<span className="end"><kbd className="key">t</kbd></span></MenuItem>
                  <MenuItem className="menu-item" onAction={() => actions.setUnread(ids, true)}>{texts.markUnread}<span className="end"><kbd className="key">u</kbd></span></MenuItem>
                  <MenuItem className="menu-item" onAction={() => setMenu('merge')}>{texts.mergeInto}<span className="end"><kbd className="key">m</kbd></span></MenuItem>
                  {conversation.hasAttachments ? <MenuItem className="menu-item" href={`${apiBase}/conversations/${conversation.id}/attachments.zip`} download="">{texts.downloadAll}</MenuItem> : null}
                  <Separator className="menu-line" />
                  {conversation.life === 'closed' ? null : <MenuItem className="menu-item" onAction={() => setLife('closed')}>{texts.close}</MenuItem>}
                  {conversation.life === 'spam' ? null : <MenuItem className="menu-item" onAction={() => setLife('spam')}>{texts.markSpam}<span className="end"><kbd className="key">!</kbd></span></MenuItem>}
                  {may('conversations.delete') ? <MenuItem className="menu-item danger" onAction={() => { onActed(ids); actions.remove(conversation.id); }}>{texts.deleteConversation}</MenuItem> : null}
                </>
              )}
            </PopMenu>
            <IconButton label={texts.context} shortcut="i" isSelected={preferences.showContext ?? window.innerWidth >= 1440} onPress={() => change({ showContext: !(preferences.showContext ?? window.innerWidth >= 1440) })}><Icon name="panel" /></IconButton>
          </div>
        ) : null}
      </div>
      {conversation ? <Facts conversation={conversation} /> : <div className="thread-facts" />}
    </header>
  );
}

/** State, who has it, labels: each opens what changes it. */
function Facts({ conversation }: { conversation: Conversation }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { setMenu } = useDeskPlace();
  const { data: agents } = useQuery(agentsQuery);
  const { data: teams } = useQuery(teamsQuery);
  const { data: labels } = useQuery(labelsQuery);
  const { data: channels } = useQuery(channelsQuery);
  const assignee = agents?.find(({ id }) => id === conversation.assigneeId);
  const team = teams?.find(({ id }) => id === conversation.teamId);
  const channel = channels?.find(({ id }) => id === conversation.channelId);
  return (
    <div className="thread-facts">
      <LifeTag conversation={conversation} />
      <Button kind="quiet" onPress={() => setMenu('assign')} aria-label={`${texts.assignee}: ${assignee?.name ?? texts.nobody}`}>
        {assignee ? <Avatar name={assignee.name} isSmall /> : <Icon name="nobody" size={14} />}{assignee?.name ?? texts.nobody}
      </Button>
      {team ? <Button kind="quiet" onPress={() => setMenu('team')} aria-label={`${texts.team}: ${team.name}`}><Icon name="users" size={14} />{team.name}</Button> : null}
      {conversation.priority > 0 ? <Button kind="quiet" onPress={() => setMenu('priority')} aria-label={`${texts.priority}: ${texts.priorities[conversation.priority]}`}><span className={`row-sign priority-${conversation.priority}`}><Icon name="flag" size={14} /></span>{texts.priorities[conversation.priority]}</Button> : null}
      {conversation.waitingSince !== null && conversation.life === 'open' ? <span className="fact" title={shortMoment(conversation.waitingSince, nowMs, locale, zone)}>{texts.waits} {shortAge(conversation.waitingSince, nowMs, locale)}</span> : null}
      {channel ? <span className="fact">{channel.name}</span> : null}
      {conversation.labelIds.flatMap((id) => labels?.find((label) => label.id === id) ?? []).map((label) => <LabelTag key={label.id} label={label} />)}
      {conversation.redirectedFrom === null ? null : <span className="tag">{texts.mergedFrom(conversation.redirectedFrom)}</span>}
    </div>
  );
}

function LifeTag({ conversation }: { conversation: Conversation }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const kind = { open: 'accent', snoozed: 'warn', resolved: 'good', closed: '', spam: 'danger' }[conversation.life];
  return <span className={`tag ${kind}`}><span>{texts.lives[conversation.life]}{conversation.life === 'snoozed' && conversation.snoozedUntil !== null ? ` · ${shortMoment(conversation.snoozedUntil, nowMs, locale, zone)}` : ''}</span></span>;
}
