import type { SpanFigures } from '../../api/reports.ts';
import { AppLink } from '../../app/app-link.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Icon } from '../../design/icon.tsx';
import { goalShare } from '../figures.ts';
import type { Metric } from '../report-address.ts';
import { ReportLink, RowsLink } from '../report-link.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { ChangeTag } from './change-tag.tsx';

/** A metric: mean, median, 90th percentile, share within the goal, and how it moved. Every number leads to its rows. */
export function MetricTile({ metric, spans, before }: { metric: Metric; spans: SpanFigures; before: SpanFigures | null }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const may = usePermission();
  const name = texts.metrics[metric];
  const share = goalShare(spans);
  const opens = (figure: string, what: string, children: string) => <RowsLink more={{ figure: `${metric}.${figure}`, order: 'slowest' }} label={`${what}: ${children}. ${texts.showRows}`}>{children}</RowsLink>;
  return (
    <section className="metric-tile" aria-label={name}>
      <header><h2>{name}</h2><ReportLink part="definitions" hash={metric} className="definition-link" label={texts.definition(name)}><Icon name="note" size={14} /></ReportLink></header>
      <p className="metric-main">{opens('count', `${name}, ${texts.mean}`, text.span(spans.mean))}<span className="metric-word">{texts.mean}</span><ChangeTag now={spans.mean} before={before?.mean ?? null} less="better" /></p>
      <dl className="metric-more">
        <div><dt>{texts.median}</dt><dd>{opens('count', `${name}, ${texts.median}`, text.span(spans.median))}<ChangeTag now={spans.median} before={before?.median ?? null} less="better" /></dd></div>
        <div><dt>{texts.p90}</dt><dd>{opens('count', `${name}, ${texts.p90}`, text.span(spans.p90))}<ChangeTag now={spans.p90} before={before?.p90 ?? null} less="better" /></dd></div>
        {metric === 'forward' ? null : (
          <div><dt>{texts.inGoal}</dt><dd>{share === null ? (may('settings.read') && spans.count > 0 ? <AppLink path="/settings/goals">{texts.goalsAreSet}</AppLink> : texts.noGoal) : <>{opens('withinGoal', `${name}, ${texts.inGoal}`, text.percent(share))}<ChangeTag now={share} before={before === null ? null : goalShare(before)} less="worse" /></>}</dd></div>
        )}
      </dl>
      <p className="hint">{spans.count === 0 && spans.outliers === 0 ? texts.noAnswers : <>{opens('count', name, texts.overSpansPlain(text.count(spans.count)))}{spans.outliers === 0 ? null : <>, {opens('outliers', name, texts.outliersAside(text.count(spans.outliers)))}</>}</>}</p>
    </section>
  );
}
