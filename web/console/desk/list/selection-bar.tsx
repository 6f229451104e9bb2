import { MenuItem, Separator } from 'react-aria-components';
import type { ConversationRow } from '../../api/desk.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { PopMenu } from '../../design/pop-menu.tsx';
import { useActions } from '../actions/use-actions.ts';
import { useDesk } from '../desk-context.tsx';
import { allOrNone, noSelection } from './selection.ts';

/** In place of the filters while rows are chosen: how many, and what can be done with them. */
export function SelectionBar({ rows, onActed }: { rows: readonly ConversationRow[]; onActed: (ids: readonly number[]) => void }) {
  const { texts } = usePreferences();
  const { selection, setSelection, setMenu } = useDesk();
  const actions = useActions(texts);
  const ids = [...selection.ids];
  const order = rows.map(({ id }) => id);
  const chosen = rows.filter(({ id }) => selection.ids.has(id));
  const isAllUnread = chosen.every(({ isUnread }) => isUnread);
  const isAllDone = chosen.every(({ life }) => life === 'resolved' || life === 'closed' || life === 'spam');
  const leave = (life: 'open' | 'resolved' | 'closed' | 'spam'): void => {
    onActed(ids);
    actions.setLife(ids, life);
  };
  return (
    <div className="list-tools chosen" role="toolbar" aria-label={texts.chosen(ids.length)}>
      <IconButton label={texts.chooseNone} shortcut="Escape" onPress={() => setSelection(() => noSelection)}><Icon name="close" /></IconButton>
      <strong>{texts.chosen(ids.length)}</strong>
      {ids.length < order.length ? <IconButton label={texts.chooseAll} shortcut="*" onPress={() => setSelection((before) => allOrNone(before, order))}><Icon name="checks" /></IconButton> : null}
      <span className="spring" />
      <IconButton label={texts.assign} shortcut="a" onPress={() => setMenu('assign')}><Icon name="user" /></IconButton>
      <IconButton label={texts.labels} shortcut="l" onPress={() => setMenu('labels')}><Icon name="label" /></IconButton>
      <IconButton label={texts.snooze} shortcut="s" onPress={() => setMenu('snooze')}><Icon name="moon" /></IconButton>
      {ids.length > 1 ? <IconButton label={texts.merge} shortcut="m" onPress={() => setMenu('merge')}><Icon name="merge" /></IconButton> : null}
      {isAllDone ? <IconButton label={texts.reopen} shortcut="e" onPress={() => leave('open')}><Icon name="back" /></IconButton> : <IconButton label={texts.resolve} shortcut="e" onPress={() => leave('resolved')}><Icon name="check" /></IconButton>}
      <PopMenu label={texts.moreActions} icon={<Icon name="more" />}>
        {() => (
          <>
            <MenuItem className="menu-item" onAction={() => setMenu('priority')}>{texts.setPriority}<span className="end"><kbd className="key">p</kbd></span></MenuItem>
            <MenuItem className="menu-item" onAction={() => setMenu('team')}>{texts.setTeam}<span className="end"><kbd className="key">t</kbd></span></MenuItem>
            <MenuItem className="menu-item" onAction={() => setMenu('macro')}>{texts.macro}<span className="end"><kbd className="key">y</kbd></span></MenuItem>
            <MenuItem className="menu-item" onAction={() => actions.setUnread(ids, !isAllUnread)}>{isAllUnread ? texts.markRead : texts.markUnread}<span className="end"><kbd className="key">u</kbd></span></MenuItem>
            <Separator className="menu-line" />
            <MenuItem className="menu-item" onAction={() => leave('closed')}>{texts.close}</MenuItem>
            <MenuItem className="menu-item" onAction={() => leave('spam')}>{texts.markSpam}<span className="end"><kbd className="key">!</kbd></span></MenuItem>
          </>
        )}
      </PopMenu>
    </div>
  );
}
