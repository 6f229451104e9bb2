import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { whyQuery, type ReplyExplanation } from '../../api/reports.ts';
import { Button } from '../../design/button.tsx';
import { Asked } from '../asked.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

/** How the figure of one message came about. */
export function WhyDialog({ messageId, subject, onClose }: { messageId: number; subject: string; onClose: () => void }) {
  const texts = useReportTexts();
  const asked = useQuery(whyQuery(messageId));
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(isOpen) => { if (!isOpen) onClose(); }}>
      <Modal className="modal why-modal"><Dialog className="dialog why">
        <Heading slot="title">{texts.whyTitle}</Heading>
        <p className="hint">{subject}</p>
        <Asked of={asked}>{(explanation) => <Explained of={explanation} />}</Asked>
        <div className="actions"><Button onPress={onClose}>{texts.close}</Button></div>
      </Dialog></Modal>
    </ModalOverlay>
  );
}

function Explained({ of }: { of: ReplyExplanation }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const { calendar, goals, zone } = of;
  const hasGoals = goals.first !== null || goals.reply !== null;
  return (
    <div className="why-parts">
      <p>{of.agentName === null ? null : <strong>{of.agentName} · </strong>}{text.moment(of.at, zone)} · <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(of.conversationId) }} search={{}}>{texts.toConversation}</Link></p>
      {of.isIncluded ? null : <p className="notice bad">{texts.whyExcluded} {of.excludedBecause === null ? null : texts.whyExcludedBecause[of.excludedBecause] ?? of.excludedBecause}.</p>}
      {of.isOutlier ? <p className="notice bad">{texts.whyOutlier}</p> : null}
      {of.isCurrent ? null : <p className="notice bad">{texts.whyNotCurrent}</p>}
      {of.isInitialReply ? <p>{texts.whyInitial}</p> : null}
      {of.span === null && of.wait === null ? <p>{texts.whyNone}</p> : null}
      {of.span === null ? null : <Counted title={texts.whySpan} span={of.span} zone={zone} />}
      {of.slaSeconds === null || of.span === null ? null : <p>{texts.whySla(text.exact(of.slaSeconds))}</p>}
      {of.wait === null || (of.span !== null && of.wait.from === of.span.from) ? null : <Counted title={texts.whyWait} span={of.wait} zone={zone} />}
      <section>
        <h3>{calendar === null ? texts.whyNoCalendar : texts.whyCalendar(calendar.name)}</h3>
        {calendar === null ? null : <ul>{calendar.versions.map(({ version, validFrom, zone: its }) => <li key={version}>{texts.whyCalendarVersions(version, validFrom === null ? null : text.moment(validFrom, its), its)}</li>)}</ul>}
        {hasGoals ? <p>{texts.whyGoals(goals.first === null ? texts.noGoal : text.span(goals.first), goals.reply === null ? texts.noGoal : text.span(goals.reply))}</p> : null}
      </section>
      <p className="hint">{texts.zoneIs(zone)}</p>
    </div>
  );
}

function Counted({ title, span, zone }: { title: string; span: NonNullable<ReplyExplanation['span']>; zone: string }) {
  const texts = useReportTexts();
  const text = useFigureText();
  return (
    <section>
      <h3>{title}: {text.exact(span.businessSeconds)}</h3>
      <p>{texts.whyRange(text.moment(span.from, zone), text.moment(span.to, zone))} {texts.whySum(text.exact(span.rawSeconds), text.exact(span.businessSeconds))}</p>
      {span.businessAgentSeconds === span.businessSeconds ? null : <p>{texts.whyLeave(text.exact(span.businessAgentSeconds))}</p>}
      {span.intervals.length === 0 ? <p className="hint">{texts.whyNothing}</p> : (
        <div className="why-table" tabIndex={0} role="region" aria-label={texts.whyIntervals}>
          <table className="facts-table">
            <thead><tr><th scope="col">{texts.whyInterval}</th><th scope="col">{texts.whyLength}</th><th scope="col">{texts.whyVersion}</th></tr></thead>
            <tbody>{span.intervals.map(({ from, to, seconds, version }) => <tr key={from}><td>{text.moment(from, zone)} – {text.moment(to, zone)}</td><td>{text.exact(seconds)}</td><td>{version === null ? texts.whyNoVersion : texts.whyVersionName(version)}</td></tr>)}</tbody>
          </table>
          {span.isCut ? <p className="hint">{texts.whyCut}</p> : null}
        </div>
      )}
    </section>
  );
}
