import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { figuresQuery, type FigureRow } from '../../api/reports.ts';
import { Empty } from '../../design/states.tsx';
import { AnswerFoot } from '../answer-foot.tsx';
import { Asked } from '../asked.tsx';
import { Named } from '../filter-bar.tsx';
import { measures, type Measure } from '../figures.ts';
import { ChangeTag } from '../overview/change-tag.tsx';
import { daysBefore, type DayRange } from '../period.ts';
import { queryOf, type ReportSearch } from '../report-address.ts';
import { RowsLink } from '../report-link.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

const otherKinds = ['agent', 'team', 'channel'] as const;
type OtherKind = (typeof otherKinds)[number];

/** The same figures beside each other: of this period and the one before it, or of two people, teams or channels. */
export function ComparePart() {
  const texts = useReportTexts();
  const { search, range, change } = useReport();
  const than = search.than ?? 'before';
  const past = daysBefore(range);
  return (
    <>
      <div className="board-filters no-print">
        <label className="board-choice"><span>{texts.compareWith}</span><select className="input" value={than} onChange={(event) => change({ than: event.target.value as 'before' | 'party' })}>{(['before', 'party'] as const).map((one) => <option key={one} value={one}>{texts.compareChoices[one]}</option>)}</select></label>
        {than === 'party' ? <OtherChoice /> : null}
      </div>
      {than === 'before'
        ? past === null ? <Empty title={texts.compareNothingBefore} /> : <Both other={search} otherRange={past} />
        : search.other === undefined ? <Empty title={texts.compareChooseOther} /> : <Both other={{ ...search, party: search.other }} otherRange={range} />}
    </>
  );
}

function OtherChoice() {
  const texts = useReportTexts();
  const { search, change } = useReport();
  const held = search.other?.split(':', 1)[0];
  const [kind, setKind] = useState<OtherKind>(otherKinds.find((one) => one === held) ?? 'agent');
  const rest = held === kind ? search.other?.slice(kind.length + 1) ?? '' : '';
  return (
    <>
      <label className="board-choice"><span>{texts.withWhom}</span><select className="input" value={kind} onChange={(event) => setKind(event.target.value as OtherKind)}>{otherKinds.map((one) => <option key={one} value={one}>{texts.partyKinds[one]}</option>)}</select></label>
      <Named kind={kind} value={rest} onChange={(id) => change({ other: `${kind}:${id}` })} />
    </>
  );
}

function Both({ other, otherRange }: { other: ReportSearch; otherRange: DayRange }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const { query, range } = useReport();
  const asked = useQuery(figuresQuery(query));
  const askedOther = useQuery(figuresQuery(queryOf(other, otherRange)));
  const daysText = ({ from, to }: DayRange): string => (from === null || to === null ? texts.periods.all : texts.periodText(text.day(from, { dateStyle: 'medium' }), text.day(to, { dateStyle: 'medium' })));
  const otherIsParty = other.than === 'party';
  return (
    <Asked of={asked}>{(answer) => <Asked of={askedOther}>{({ rows: [there] }) => {
      const here = answer.rows[0];
      if (!here || !there) return null;
      const otherSearch: ReportSearch = otherIsParty ? { party: other.party! } : { period: 'custom', ...(otherRange.from !== null && { from: otherRange.from }), ...(otherRange.to !== null && { to: otherRange.to }) };
      return (
        <>
          <div className="table-frame" role="region" aria-label={texts.parts.compare} tabIndex={0}>
            <table className="board-table figures-table">
              <thead><tr><th scope="col">{texts.figure}</th><th scope="col">{texts.compareNow}<span className="sub">{daysText(range)}</span></th><th scope="col">{otherIsParty ? texts.compareThen : texts.compareChoices.before}<span className="sub">{daysText(otherRange)}</span></th><th scope="col">{texts.compareChange}</th></tr></thead>
              <tbody>{measures.map((measure) => <Line key={measure.key} measure={measure} here={here} there={there} otherSearch={otherSearch} />)}</tbody>
            </table>
          </div>
          <AnswerFoot answer={answer} />
        </>
      );
    }}</Asked>}</Asked>
  );
}

function Line({ measure: { key, unit, of, figure, less }, here, there, otherSearch }: { measure: Measure; here: FigureRow; there: FigureRow; otherSearch: ReportSearch }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const write = (value: number | null): string => (unit === 'seconds' ? text.span(value) : unit === 'percent' ? text.percent(value) : text.count(value ?? 0));
  const [now, then] = [of(here), of(there)];
  const name = texts.measures[key]!;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-name={texts.compareNow}>{now === null ? '–' : <RowsLink more={{ figure }} label={`${name}, ${texts.compareNow}: ${write(now)}. ${texts.showRows}`}>{write(now)}</RowsLink>}</td>
      <td data-name={texts.compareThen}>{then === null ? '–' : <RowsLink more={{ figure, ...otherSearch }} label={`${name}, ${texts.compareThen}: ${write(then)}. ${texts.showRows}`}>{write(then)}</RowsLink>}</td>
      <td data-name={texts.compareChange}><ChangeTag now={now} before={then} less={less} /></td>
    </tr>
  );
}
