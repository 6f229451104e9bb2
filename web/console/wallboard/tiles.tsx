import type { Wallboard } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { useSecond } from '../app/use-second.ts';
import { clockDuration } from '../design/clock-duration.ts';
import { percentText } from './level.ts';
import { secondsSince, type Dated } from './server-time.ts';

type Board = Pick<Wallboard, 'totals' | 'asOf'>;

/** All queues together. */
export function Tiles({ board, dated }: { board: Board; dated: Dated }) {
  const { texts, locale } = usePreferences();
  const nowMs = useSecond();
  const { totals } = board;
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const tiles: [string, string, string, string?][] = [
    ['waiting', texts.figureNames.waiting, number(totals.waiting)],
    ['longest', texts.longestWait, totals.oldestWaitingSince === null ? '–' : clockDuration(secondsSince(totals.oldestWaitingSince, dated, nowMs))],
    ['risk', texts.figureNames['at-risk'], number(totals.atRisk), totals.missed > 0 ? texts.missedNow(totals.missed) : undefined],
    ['level', texts.figureNames['service-level'], percentText(totals.serviceLevel.percent, locale)],
    ['answered', texts.figureNames.answered, number(totals.answered)],
    ['abandoned', texts.figureNames.abandoned, number(totals.abandoned)],
    ['speed', texts.figureNames['speed-of-answer'], totals.speedOfAnswer.averageSeconds === null ? '–' : clockDuration(totals.speedOfAnswer.averageSeconds)],
    ['ready', texts.agentStateNames.ready, `${number(totals.agents.ready)} / ${number(totals.agents.ready + totals.agents.busy + totals.agents['wrap-up'] + totals.agents.away)}`],
    ['occupancy', texts.figureNames.occupancy, percentText(totals.occupancy.percent, locale)],
  ].map(([key, name, value, more]) => [key!, name!, value!, more] as [string, string, string, string?]);
  return (
    <dl className="tiles" aria-label={texts.allQueues}>
      {tiles.map(([key, name, value, more]) => (
        <div key={key} className="tile"><dt>{name}</dt><dd>{value}{more === undefined ? null : <span className="tag danger"><span>{more}</span></span>}</dd></div>
      ))}
    </dl>
  );
}
