import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeReportPageSettings, figuresQuery, reportPageSettingsQuery, type FiguresAnswer } from '../../api/reports.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { problemText } from '../../design/problem-text.ts';
import { Empty } from '../../design/states.tsx';
import { showToast } from '../../design/toasts.ts';
import { AnswerFoot } from '../answer-foot.tsx';
import { Asked } from '../asked.tsx';
import { measureOf } from '../figures.ts';
import { RowsLink } from '../report-link.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { ranked } from './ranked.ts';

const offered = ['firstReply.mean', 'firstReply.median', 'firstReply.goalShare', 'overallReply.mean', 'overallReply.count', 'messages.sent'] as const;
const rowsMax = 100;

/** People in an order. An account may switch it off. */
export function LeadersPart() {
  const texts = useReportTexts();
  const asked = useQuery(reportPageSettingsQuery);
  return <Asked of={asked}>{({ showsLeaderboards }) => (
    <>
      {showsLeaderboards ? <Leaders /> : <Empty title={texts.leadersOff}><p>{texts.leadersOffHint}</p></Empty>}
      <Switch isShown={showsLeaderboards} />
    </>
  )}</Asked>;
}

function Leaders() {
  const texts = useReportTexts();
  const { query, search, change } = useReport();
  const key = offered.find((one) => one === search.sort) ?? offered[0];
  const asked = useQuery(figuresQuery({ ...query, split: 'agent', limit: rowsMax, sort: 'sent', order: 'desc' }));
  return (
    <>
      <p className="hint">{texts.leadersHint}</p>
      <label className="board-choice no-print"><span>{texts.leadersBy}</span><select className="input" value={key} onChange={(event) => change({ sort: event.target.value })}>{offered.map((one) => <option key={one} value={one}>{texts.measures[one]}</option>)}</select></label>
      <Asked of={asked}>{(answer) => <Board measureKey={key} answer={answer} />}</Asked>
    </>
  );
}

function Board({ measureKey, answer }: { measureKey: string; answer: FiguresAnswer }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const measure = measureOf(measureKey);
  const rows = ranked(answer.rows, measure);
  if (rows.length === 0) return <Empty title={texts.leadersNobody} />;
  const most = Math.max(...rows.map(({ value }) => value), 1e-9);
  const write = (value: number): string => (measure.unit === 'seconds' ? text.span(value) : measure.unit === 'percent' ? text.percent(value) : text.count(value));
  return (
    <>
      <ol className="leaders" aria-label={texts.measures[measureKey]}>
        {rows.map(({ row, value, rank }) => (
          <li key={row.key} className="leader">
            <span className="leader-rank"><span className="hidden-text">{texts.leadersRank} </span>{text.count(rank)}</span>
            <strong className="leader-name">{row.label}</strong>
            <span className="leader-bar" aria-hidden="true"><svg width="100%" height="8" viewBox="0 0 100 8" preserveAspectRatio="none"><rect className="bar main" width={Math.max(0.5, 100 * value / most)} height="8" /></svg></span>
            <RowsLink more={{ figure: measure.figure, split: 'agent', key: row.key ?? '' }} label={`${row.label}, ${texts.measures[measureKey]}: ${write(value)}. ${texts.showRows}`}>{write(value)}</RowsLink>
          </li>
        ))}
      </ol>
      <AnswerFoot answer={answer} />
    </>
  );
}

/** For who may change settings. */
function Switch({ isShown }: { isShown: boolean }) {
  const { texts: common } = usePreferences();
  const texts = useReportTexts();
  const client = useQueryClient();
  const may = usePermission();
  const [problem, setProblem] = useState<string | null>(null);
  if (!may('settings.write')) return null;
  const turn = (): void => void changeReportPageSettings({ showsLeaderboards: !isShown }).then(async (after) => {
    client.setQueryData(reportPageSettingsQuery.queryKey, after);
    setProblem(null);
    showToast(after.showsLeaderboards ? texts.leadersShown : texts.leadersHidden);
  }, (error: unknown) => setProblem(problemText(error, common)));
  return <p className="no-print"><Button kind="quiet" onPress={turn}>{isShown ? texts.leadersHide : texts.leadersShow}</Button>{problem === null ? null : <span className="wrong" role="alert">{problem}</span>}</p>;
}
