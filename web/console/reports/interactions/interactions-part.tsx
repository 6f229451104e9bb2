import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { reportRowsQuery, type ReportRow } from '../../api/reports.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { bandText } from '../band-text.ts';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { WhyDialog } from '../why/why-dialog.tsx';
import { RowList } from './row-list.tsx';
import { useKeyText } from './use-key-text.tsx';

const pageSize = 100;

/** The rows behind a figure. */
export function InteractionsPart() {
  const { texts: common } = usePreferences();
  const texts = useReportTexts();
  const text = useFigureText();
  const { query, search, zone, change } = useReport();
  const figure = search.figure ?? 'conversations.total';
  const asked = useInfiniteQuery(reportRowsQuery({ ...query, figure, split: search.key === undefined ? undefined : search.split, key: search.key, over: search.gt, upTo: search.le, order: search.order, limit: pageSize }));
  const [why, setWhy] = useState<ReportRow | null>(null);
  const keyText = useKeyText(search.key === undefined ? undefined : search.split, search.key);
  const first = asked.data?.pages[0];
  const rows = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  const bandNumber = /\.bands\.(\d+)$/.exec(figure)?.[1];
  const figureName = bandNumber === undefined ? texts.figures[figure] ?? figure : texts.band(texts.figures[figure.replace(/\.bands\.\d+$/, '.count')] ?? figure, Number(bandNumber) + 1);
  const length = search.gt === undefined && search.le === undefined ? null : bandText({ over: search.gt ?? 0, upTo: search.le ?? null }, texts, text);
  return (
    <>
      <div className="board-filters no-print">
        <label className="board-choice"><span>{texts.figure}</span>
          <select className="input" value={figure} onChange={(event) => change({ figure: event.target.value })}>
            {bandNumber === undefined ? null : <option value={figure}>{figureName}</option>}
            {Object.entries(texts.figures).map(([key, name]) => <option key={key} value={key}>{name}</option>)}
          </select>
        </label>
        <label className="board-choice"><span>{texts.order}</span><select className="input" value={search.order ?? 'newest'} onChange={(event) => change({ order: event.target.value as 'newest' | 'slowest' })}>{(['newest', 'slowest'] as const).map((one) => <option key={one} value={one}>{texts.orders[one]}</option>)}</select></label>
      </div>
      <p className="row-sum" role="status">
        {first ? <strong>{texts.rowCount(text.count(first.count ?? 0), first.isCapped)} {texts.rowsAre[first.unit]}</strong> : null}
        {keyText === null ? null : <Chip name={keyText} onGone={() => change({ split: undefined, key: undefined })} />}
        {length === null ? null : <Chip name={length} onGone={() => change({ gt: undefined, le: undefined })} />}
      </p>
      {asked.isPending ? <Skeletons rows={8} label={common.loading} />
        : asked.isError && rows.length === 0 ? <Failure error={asked.error} onRetry={() => void asked.refetch()} />
          : rows.length === 0 ? <Empty title={texts.noRows}><p>{texts.noRowsHint}</p></Empty>
            : <RowList rows={rows} unit={first!.unit} zone={zone} hasMore={asked.hasNextPage} isLoading={asked.isFetchingNextPage} onMore={() => void asked.fetchNextPage()} onWhy={setWhy} label={figureName} />}
      {why === null || why.messageId === null ? null : <WhyDialog messageId={why.messageId} subject={why.subject} onClose={() => setWhy(null)} />}
    </>
  );
}

/** What the rows are cut to, and the way out of it. */
function Chip({ name, onGone }: { name: string; onGone: () => void }) {
  const texts = useReportTexts();
  return <span className="cut"><span>{texts.under(name)}</span><Button kind="quiet" aria-label={texts.withoutThat(name)} onPress={onGone}><Icon name="close" size={12} /></Button></span>;
}
