import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ReportRow } from '../../api/reports.ts';
import { useFigureText } from '../use-figure-text.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

interface Props {
  readonly rows: readonly ReportRow[];
  readonly unit: 'messages' | 'conversations';
  readonly zone: string;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly onMore: () => void;
  readonly onWhy: (row: ReportRow) => void;
  readonly label: string;
}

const narrowHeight = 132;
const wideHeight = 56;

/** As many rows in the document as fit on the screen, however many there are; the next page comes when one is near the end of this one. A table by its roles. */
export function RowList({ rows, unit, zone, hasMore, isLoading, onMore, onWhy, label }: Props) {
  const texts = useReportTexts();
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = matchMedia('(max-width: 48rem)').matches;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => (isNarrow ? narrowHeight : wideHeight), overscan: 10 });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoading && lastShown >= rows.length - 20) onMore();
  }, [hasMore, isLoading, lastShown, rows.length, onMore]);
  const heads = [texts.heads.when, texts.heads.subject, unit === 'messages' ? texts.heads.who : texts.heads.conversationWho, unit === 'messages' ? texts.heads.writer : texts.heads.agent, texts.heads.business, texts.heads.raw, texts.heads.goal, texts.heads.why];
  return (
    <div ref={scroller} className="row-list table-frame" role="region" aria-label={label} tabIndex={0}>
      <div role="table" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <div role="rowgroup" className="row-heads"><div role="row" aria-rowindex={1} className="report-row head">{heads.map((head) => <span key={head} role="columnheader">{head}</span>)}</div></div>
        <div role="rowgroup" className="row-body" ref={(element) => element?.style.setProperty('block-size', `${virtual.getTotalSize()}px`)}>
          {items.map(({ index, start, key }) => {
            const row = rows[index];
            return row ? <Row key={key} row={row} index={index} start={start} zone={zone} heads={heads} onWhy={onWhy} /> : null;
          })}
        </div>
      </div>
      {isLoading ? <p className="hint" role="status">{texts.moreRows}</p> : null}
    </div>
  );
}

function Row({ row, index, start, zone, heads, onWhy }: { row: ReportRow; index: number; start: number; zone: string; heads: readonly string[]; onWhy: (row: ReportRow) => void }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const subject = row.subject === '' ? texts.noSubject : row.subject;
  return (
    <div role="row" aria-rowindex={index + 2} className="report-row" ref={(element) => element?.style.setProperty('transform', `translateY(${start}px)`)}>
      <span role="cell" data-name={heads[0]}><time dateTime={row.at}>{text.moment(row.at, zone)}</time></span>
      <span role="cell" className="report-subject"><Link to="/$view/$conversation" params={{ view: 'open', conversation: String(row.conversationId) }} search={{}}>{subject}</Link><span className="sub">{row.channelName}</span></span>
      <span role="cell" data-name={heads[2]} className="cut-text">{row.from === null ? '–' : <span title={row.from.address}>{row.from.name || row.from.address}</span>}</span>
      <span role="cell" data-name={heads[3]} className="cut-text">{row.agentName ?? '–'}</span>
      <span role="cell" data-name={heads[4]}>{text.span(row.businessSeconds)}</span>
      <span role="cell" data-name={heads[5]}>{text.span(row.rawSeconds)}</span>
      <span role="cell" data-name={heads[6]}>{row.isOutlier ? <span className="tag warn"><span>{texts.outlier}</span></span> : row.isWithinGoal === null ? '–' : <span className={`tag ${row.isWithinGoal ? 'good' : 'danger'}`}><span>{row.isWithinGoal ? texts.goalKept : texts.goalMissed}</span></span>}</span>
      <span role="cell" data-name={heads[7]}>{row.messageId === null || row.businessSeconds === null ? null : <button type="button" className="figure" aria-haspopup="dialog" aria-label={texts.whyOf(subject)} onClick={() => onWhy(row)}>{texts.why}</button>}</span>
    </div>
  );
}
