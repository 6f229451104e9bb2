import { useId, useState } from 'react';
import type { ArticleRow } from '../api/help.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { useSession } from '../app/use-session.ts';
import { Button } from '../design/button.tsx';
import { fromWallClock } from '../desk/actions/snooze-times.ts';

/** Publishes by itself at a time of the zone in which the person reads all times. */
export function ScheduleForm({ article, isBusy, onSchedule }: { article: ArticleRow; isBusy: boolean; onSchedule: (at: string | null) => void }) {
  const { texts } = usePreferences();
  const { zone } = useSession();
  const id = useId();
  const [at, setAt] = useState('');
  return (
    <form className="add-line" onSubmit={(event) => { event.preventDefault(); const due = fromWallClock(at, zone); if (due !== null) onSchedule(due); }}>
      <div className="field"><label htmlFor={id}>{texts.articlePublishAt}</label><input id={id} className="input" type="datetime-local" required value={at} onChange={(event) => setAt(event.target.value)} /></div>
      <Button type="submit" isDisabled={isBusy}>{texts.articleSchedule}</Button>
      {article.publishAt === null ? null : <Button kind="quiet" isDisabled={isBusy} onPress={() => onSchedule(null)}>{texts.articleUnschedule}</Button>}
    </form>
  );
}
