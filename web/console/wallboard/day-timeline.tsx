import type { AgentDay } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';

const width = 1_440;
const colours: Readonly<Record<string, string>> = {
  green: 'var(--good)', red: 'var(--danger)', yellow: 'var(--warn)', pink: 'var(--danger)', brown: 'var(--warn)', blue_grey: 'var(--ink-faint)', purple: 'var(--accent)', light_blue: 'var(--accent)', indigo: 'var(--accent)', grey: 'var(--line-control)',
};

/** Two rows over the hours of the day: statuses and work, and marks for moments. A picture of the tables below it; words stand there. */
export function DayTimeline({ day }: { day: AgentDay }) {
  const { texts, preferences } = usePreferences();
  const [start, end] = [Date.parse(day.startsAt), Date.parse(day.endsAt)];
  const isTurned = preferences.direction === 'rtl';
  const place = (instant: string): number => {
    const share = Math.min(1, Math.max(0, (Date.parse(instant) - start) / (end - start)));
    return (isTurned ? 1 - share : share) * width;
  };
  const piece = (from: string, to: string | null) => {
    const [a, b] = [place(from), place(to ?? day.asOf)];
    return { x: Math.min(a, b), width: Math.max(1.5, Math.abs(b - a)) };
  };
  const hours = Array.from({ length: 9 }, (_, at) => at * 3);
  return (
    <div className="chart-scroll" role="region" aria-label={texts.timelineOf(day.name, day.day)} tabIndex={0}><svg className="day-timeline" viewBox={`0 0 ${width} 130`} aria-hidden="true">
      {hours.map((hour) => {
        const x = (isTurned ? 1 - hour / 24 : hour / 24) * width;
        return <g key={hour}><line x1={x} x2={x} y1="0" y2="100" stroke="var(--line)" /><text x={x} y="122" fontSize="20" fill="currentColor" textAnchor={x < 20 ? 'start' : x > width - 20 ? 'end' : 'middle'}>{hour}</text></g>;
      })}
      {day.stays.map((stay) => <rect key={stay.startedAt} {...piece(stay.startedAt, stay.endedAt)} y="8" height="36" fill={colours[stay.color] ?? 'var(--accent)'}><title>{texts.statusNames[stay.name] ?? stay.name}</title></rect>)}
      {day.work.map((work) => <rect key={`${work.startedAt} ${work.interactionId} ${work.type}`} {...piece(work.startedAt, work.endedAt)} y="54" height="36" fill={work.type === 'wrap-up' ? 'var(--warn)' : 'var(--accent)'} stroke="var(--surface)"><title>{texts.doingNames[work.type] ?? work.type}</title></rect>)}
      {day.moments.map((moment, at) => <circle key={`${moment.at} ${at}`} cx={place(moment.at)} cy="49" r="4" fill="currentColor"><title>{texts.activityNames[moment.activity] ?? moment.activity}</title></circle>)}
    </svg></div>
  );
}
