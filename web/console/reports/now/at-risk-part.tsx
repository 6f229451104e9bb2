import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { atRiskQuery, type AtRiskAnswer } from '../../api/reports.ts';
import { AppLink } from '../../app/app-link.tsx';
import { Empty } from '../../design/states.tsx';
import { Asked } from '../asked.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { ScopeChoice, useScope } from './scope-choice.tsx';

/** Who waits, by when the goal runs out. */
export function AtRiskPart() {
  const texts = useReportTexts();
  const asked = useQuery(atRiskQuery(useScope()));
  return <><p className="hint">{texts.riskHint}</p><ScopeChoice /><Asked of={asked}>{(answer) => <Risks answer={answer} />}</Asked></>;
}

function Risks({ answer: { asOf, zone, goals, late, soon, isCapped, rows } }: { answer: AtRiskAnswer }) {
  const texts = useReportTexts();
  const text = useFigureText();
  if (goals.firstReply === null && goals.reply === null) return <Empty title={texts.riskNoGoals}><p><AppLink path="/settings/goals">{texts.goalsAreSet}</AppLink></p></Empty>;
  const goalText = (seconds: number | null): string => (seconds === null ? texts.noGoal : text.span(seconds));
  const counted = (count: number): string => texts.rowCount(text.count(count), isCapped && count >= 10_000);
  return (
    <>
      <dl className="tiles" aria-label={texts.parts['at-risk']}>
        <div className="tile"><dt>{texts.riskLate}</dt><dd>{counted(late)}</dd><dd className="sub-text">{texts.riskLateHint}</dd></div>
        <div className="tile"><dt>{texts.riskSoon}</dt><dd>{counted(soon)}</dd><dd className="sub-text">{texts.riskSoonHint}</dd></div>
      </dl>
      {rows.length === 0 ? <Empty title={texts.riskNone} /> : (
        <div className="table-frame" role="region" aria-label={texts.parts['at-risk']} tabIndex={0}>
          <table className="board-table">
            <thead><tr>{[texts.heads.subject, texts.heads.conversationWho, texts.assignee, texts.riskWaited, texts.riskDue, texts.riskLeft].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
            <tbody>{rows.map((row) => (
              <tr key={row.conversationId}>
                <th scope="row"><Link to="/$view/$conversation" params={{ view: 'open', conversation: String(row.conversationId) }} search={{}}><strong>{row.subject || texts.noSubject}</strong></Link><span className="sub">{row.channelName} · {row.isFirst ? texts.riskFirst : texts.riskReply}</span></th>
                <td data-name={texts.heads.conversationWho}>{row.contactName ?? '–'}</td>
                <td data-name={texts.assignee}>{row.agentName ?? texts.unassigned}</td>
                <td data-name={texts.riskWaited}>{text.span(row.waitedSeconds)}</td>
                <td data-name={texts.riskDue}>{row.dueAt === null ? texts.never : text.moment(row.dueAt, zone)}</td>
                <td data-name={texts.riskLeft}><span className={`tag ${row.leftSeconds < 0 ? 'danger' : row.leftSeconds <= row.goalSeconds / 4 ? 'warn' : 'good'}`}><span>{row.leftSeconds < 0 ? texts.lateBy(text.span(-row.leftSeconds)) : texts.leftOf(text.span(row.leftSeconds))}</span></span></td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      <p className="hint answer-foot">{texts.riskGoals(goalText(goals.firstReply), goalText(goals.reply))} {texts.zoneIs(zone)} {texts.asOf(text.moment(asOf, zone))}</p>
    </>
  );
}
