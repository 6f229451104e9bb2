import type { ConversationRow } from '../../api/desk.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { useActions } from '../actions/use-actions.ts';
import { useDesk } from '../desk-context.tsx';
import { allOrNone, noSelection } from './selection.ts';

/** In place of the filters while rows are chosen: how many, and what can be done with them. */
export function SelectionBar({ rows }: { rows: readonly ConversationRow[] }) {
  const { texts } = usePreferences();
  const { selection, setSelection, setMenu } = useDesk();
  const actions = useActions(texts);
  const ids = [...selection.ids];
  const order = rows.map(({ id }) => id);
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
      <IconButton label={texts.resolve} shortcut="e" onPress={() => actions.setLife(ids, 'resolved')}><Icon name="check" /></IconButton>
    </div>
  );
}
