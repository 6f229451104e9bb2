import type { Menu as AriaMenu, MenuItem as AriaMenuItem } from 'react-aria-components';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { shortMoment } from '../../design/time-text.ts';
import { snoozeTimes } from '../actions/snooze-times.ts';

/** The same times as for snoozing: one meaning of `tomorrow` on the whole page. */
export function SendLater({ onSend, Menu, MenuItem }: { onSend: (at: string) => void; Menu: typeof AriaMenu; MenuItem: typeof AriaMenuItem }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  return (
    <Menu className="menu" aria-label={texts.sendLater}>
      {snoozeTimes(nowMs, zone).map(({ kind, at }) => (
        <MenuItem key={kind} className="menu-item" textValue={texts.snoozeTimes[kind]} onAction={() => onSend(at)}><span>{texts.snoozeTimes[kind]}</span><span className="end">{shortMoment(at, nowMs, locale, zone)}</span></MenuItem>
      ))}
    </Menu>
  );
}
