import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { agentsQuery } from '../../api/people.ts';
import { ratingRowsQuery, ratingsReportQuery, type Rating, type RatingsReport } from '../../api/ratings.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/states.tsx';
import { Asked } from '../asked.tsx';
import { PartyChoice, PeriodChoice } from '../filter-bar.tsx';
import { todayIn } from '../period.ts';
import { ReportLink } from '../report-link.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { askedWithin } from './asked-within.ts';

/** What customers said in surveys; every figure leads to the answers that it counts, and each of those to its conversation. */
export function SatisfactionPart() {
  const texts = useReportTexts();
  const report = useReport();
  const { search, range, zone, change } = report;
  const { from, to, isCut } = askedWithin(range, zone, todayIn(zone, useNow()));
  const [kind, id] = search.party?.split(':') ?? [];
  const who = kind === 'agent' || kind === 'team' || kind === 'channel' ? { [`${kind}Id`]: Number(id) } : {};
  const query = { from, to, ...who };
  const asked = useQuery(ratingsReportQuery(query));
  return (
    <>
      <section className="report-filter no-print" aria-label={texts.filters}>
        <div className="board-filters">
          <PeriodChoice report={report} />
          <PartyChoice key={search.party ?? ''} label={texts.whom} value={search.party} offered={['', 'agent', 'team', 'channel']} onChange={(party) => change({ party })} />
        </div>
      </section>
      <p className="hint">{texts.satisfactionHint}{isCut ? ` ${texts.satisfactionYear}` : ''}</p>
      <Asked of={asked}>{(answer) => (answer.asked === 0 ? <Empty title={texts.satisfactionNone} /> : <><Figures answer={answer} /><Rows query={query} /></>)}</Asked>
    </>
  );
}

function Figures({ answer: { asked, rated, mean, responseRate, distribution, byAgent } }: { answer: RatingsReport }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const { data: agents = [] } = useQuery(agentsQuery);
  const average = (value: number | null): string => (value === null ? '–' : new Intl.NumberFormat(text.locale, { maximumFractionDigits: 2 }).format(value));
  const nameOf = (agentId: number | null): string => (agentId === null ? texts.nobody : agents.find(({ id }) => id === agentId)?.name ?? `${agentId}`);
  const most = Math.max(1, ...distribution);
  return (
    <>
      <dl className="tiles" aria-label={texts.parts.satisfaction}>
        {([[texts.asked, text.count(asked), 'ratings.asked'], [texts.rated, text.count(rated), 'ratings.rated'], [texts.responseRate, text.percent(responseRate), 'ratings.asked'], [texts.ratingMean, average(mean), 'ratings.rated']] as const).map(([name, value, figure]) => (
          <div key={name} className="tile"><dt>{name}</dt><dd><RatingsLink figure={figure} label={`${name}: ${value}. ${texts.showRows}`}>{value}</RatingsLink></dd></div>
        ))}
      </dl>
      <h2>{texts.ratings}</h2>
      <ol className="leaders ratings-spread" aria-label={texts.ratings}>
        {[5, 4, 3, 2, 1].map((stars) => {
          const count = distribution[stars - 1] ?? 0;
          return (
            <li key={stars} className="leader">
              <span className="leader-rank" aria-hidden="true">{text.count(stars)} ★</span>
              <strong className="leader-name">{texts.stars(stars)}</strong>
              <span className="leader-bar" aria-hidden="true"><svg width="100%" height="8" viewBox="0 0 100 8" preserveAspectRatio="none"><rect className="bar main" width={100 * count / most} height="8" /></svg></span>
              <span><RatingsLink figure={`ratings.of.${stars}`} label={`${texts.stars(stars)}: ${text.count(count)}. ${texts.showRows}`}>{text.count(count)}</RatingsLink> · {text.percent(rated === 0 ? null : count / rated)}</span>
            </li>
          );
        })}
      </ol>
      <h2 id="ratings-by">{texts.ratingsBy}</h2>
      <div className="table-frame" role="region" aria-labelledby="ratings-by" tabIndex={0}>
        <table className="board-table figures-table">
          <thead><tr>{[texts.splitNames['agent'], texts.asked, texts.rated, texts.ratingMean].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
          <tbody>{byAgent.map((one) => (
            <tr key={one.agentId ?? ''}>
              <th scope="row">{nameOf(one.agentId)}</th>
              <td data-name={texts.asked}>{text.count(one.asked)}</td>
              <td data-name={texts.rated}>{one.agentId === null ? text.count(one.rated) : <RatingsLink figure="ratings.rated" party={`agent:${one.agentId}`} label={`${nameOf(one.agentId)}, ${texts.rated}: ${text.count(one.rated)}. ${texts.showRows}`}>{text.count(one.rated)}</RatingsLink>}</td>
              <td data-name={texts.ratingMean}>{average(one.mean)}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
    </>
  );
}

function RatingsLink({ figure, label, party, children }: { figure: string; label: string; party?: string; children: ReactNode }) {
  return <ReportLink part="satisfaction" more={{ figure, ...(party !== undefined && { party }) }} className="figure-link" label={label} hash="ratings-rows">{children}</ReportLink>;
}

/** The answers behind the figure that was chosen; without one, all that were answered. */
function Rows({ query }: { query: Readonly<Record<string, string | number>> }) {
  const { texts: common } = usePreferences();
  const texts = useReportTexts();
  const may = usePermission();
  const { search: { figure = 'ratings.rated' }, zone } = useReport();
  const stars = /^ratings\.of\.([1-5])$/.exec(figure)?.[1];
  const asked = useInfiniteQuery({ ...ratingRowsQuery({ ...query, ...(stars === undefined ? figure === 'ratings.asked' ? {} : { isRated: true } : { rating: Number(stars) }) }), enabled: may('conversations.read') });
  const rows = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  const title = stars === undefined ? figure === 'ratings.asked' ? texts.asked : texts.rated : texts.stars(Number(stars));
  if (!may('conversations.read')) return null;
  return (
    <section id="ratings-rows" aria-labelledby="ratings-title">
      <h2 id="ratings-title">{texts.satisfactionRows}: {title}</h2>
      {asked.isSuccess && rows.length === 0 ? <p className="hint">{texts.noRows}</p> : (
        <ul className="panel">{rows.map((row) => <li key={row.messageId}><Row row={row} zone={zone} /></li>)}</ul>
      )}
      {asked.hasNextPage ? <p className="list-more"><Button kind="quiet" isDisabled={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()}>{common.more}</Button></p> : null}
    </section>
  );
}

function Row({ row: { conversationId, rating, feedback, askedAt, agentId }, zone }: { row: Rating; zone: string }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const { data: agents = [] } = useQuery(agentsQuery);
  const who = agents.find(({ id }) => id === agentId)?.name;
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{rating === null ? texts.ratingOpen : <><span aria-hidden="true">{'★'.repeat(rating)} </span>{texts.stars(rating)}</>}</strong>
        {feedback === null ? null : <p className="rating-words">{feedback}</p>}
        <span>{[text.moment(askedAt, zone), who].filter(Boolean).join(' · ')}</span>
      </div>
      <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(conversationId) }} search={{}}>{texts.ratingConversation(conversationId)}</Link>
    </div>
  );
}
