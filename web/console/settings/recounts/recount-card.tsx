import type { Recount } from '../../api/recounts.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useFigureText, type FigureText } from '../../reports/use-figure-text.tsx';

type Figures = NonNullable<Recount['before']>['figures'];
const metrics = ['firstReply', 'overallReply', 'close'] as const;

export function RecountCard({ recount: { state, causes, askedBy, askedAt, conversations: { total, done }, before, after }, isOpen }: { recount: Recount; isOpen: boolean }) {
  const { texts, locale } = usePreferences();
  const write = useFigureText();
  const why = causes.map((cause) => texts.recountCauses[cause] ?? texts.recountOther).join(', ');
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(askedAt));
  const progress = texts.recountProgress(write.count(done), write.count(total));
  return (
    <details className="spaced" open={isOpen}>
      <summary>{[when, why, ...(askedBy?.name ? [texts.recountBy(askedBy.name)] : []), texts.recountStates[state]].join(' · ')}</summary>
      {state === 'running' ? <p role="status"><progress value={done} max={Math.max(1, total)} aria-label={progress} /> {progress}</p> : <p className="hint">{progress}</p>}
      {state === 'done' || before !== null ? (
        <table className="facts-table">
          <caption>{texts.recountFigures}</caption>
          <thead><tr>{[texts.recountFigure, texts.recountBefore, texts.recountAfter].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
          <tbody>
            {rowsOf(texts, write).map(({ name, read }) => {
              const [was, is] = [before, after].map((counted) => (counted === null ? null : read(counted.figures)));
              return <tr key={name}><th scope="row">{name}</th><td>{was ?? texts.recountTooMuch}</td><td>{was !== is && is !== null ? <strong>{is}</strong> : is ?? (state === 'done' ? texts.recountTooMuch : '–')}</td></tr>;
            })}
          </tbody>
        </table>
      ) : null}
      {before?.percentiles === 'within 4 %' || after?.percentiles === 'within 4 %' ? <p className="hint">{texts.recountRounded}</p> : null}
    </details>
  );
}

function rowsOf(texts: ReturnType<typeof usePreferences>['texts'], write: FigureText): { readonly name: string; readonly read: (figures: Figures) => string }[] {
  const share = ({ withinGoal, overGoal }: Figures['firstReply']) => write.percent(withinGoal + overGoal === 0 ? null : withinGoal / (withinGoal + overGoal));
  return [
    { name: texts.recountRows.messages, read: ({ messages }) => write.count(messages.total) },
    { name: texts.recountRows.conversations, read: ({ conversations }) => write.count(conversations.total) },
    ...metrics.flatMap((metric) => [
      { name: texts.recountMean(texts.recountMetrics[metric]), read: (figures: Figures) => write.span(figures[metric].mean) },
      { name: texts.recountMedian(texts.recountMetrics[metric]), read: (figures: Figures) => write.span(figures[metric].median) },
      { name: texts.recountInGoal(texts.recountMetrics[metric]), read: (figures: Figures) => share(figures[metric]) },
    ]),
  ];
}
