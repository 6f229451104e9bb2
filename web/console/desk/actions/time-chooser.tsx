import { useState } from 'react';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Chooser, type Choice } from './chooser.tsx';
import { fromWallClock, snoozeTimes } from './snooze-times.ts';

interface Props {
  readonly title: string;
  /** What the button beside a time of one's own says. */
  readonly act: string;
  /** RFC 3339 UTC, to come. */
  readonly onChoose: (at: string) => void;
  readonly onClose: () => void;
}

/** A time to come: usual ones, or one's own. One meaning of `tomorrow` on the whole page. */
export function TimeChooser({ title, act, onChoose, onClose }: Props) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const [own, setOwn] = useState('');
  const at = fromWallClock(own, zone);
  const isToCome = at !== null && Date.parse(at) > nowMs;
  const choices: Choice[] = snoozeTimes(nowMs, zone).map(({ kind, at: usual }) => ({ id: kind, title: texts.snoozeTimes[kind], mark: <Icon name="moon" />, end: shortMoment(usual, nowMs, locale, zone), run: () => onChoose(usual) }));
  return (
    <Chooser title={title} choices={choices} onClose={onClose}>
      <form className="chooser-foot" onSubmit={(event) => { event.preventDefault(); if (at !== null && isToCome) { onChoose(at); onClose(); } }}>
        <label className="hidden-text" htmlFor="own-time">{texts.snoozeOwn}</label>
        <input id="own-time" className="input" type="datetime-local" value={own} onChange={(event) => setOwn(event.target.value)} />
        <Button type="submit" isDisabled={!isToCome}>{act}</Button>
      </form>
    </Chooser>
  );
}
