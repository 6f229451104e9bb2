import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { waitingContactsQuery } from '../../api/reports.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { ScopeChoice, useScope } from './scope-choice.tsx';

/** Contacts who wait, the longest first. */
export function WaitingPart() {
  const { texts: common } = usePreferences();
  const texts = useReportTexts();
  const text = useFigureText();
  const asked = useInfiniteQuery(waitingContactsQuery({ ...useScope(), limit: 50 }));
  const first = asked.data?.pages[0];
  const rows = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <p className="hint">{texts.waitingHint}</p>
      <ScopeChoice />
      {asked.isPending ? <Skeletons rows={6} label={common.loading} />
        : asked.isError && rows.length === 0 ? <Failure error={asked.error} onRetry={() => void asked.refetch()} />
          : rows.length === 0 || !first ? <Empty title={texts.waitingNone} /> : (
            <>
              <div className="table-frame" role="region" aria-label={texts.parts.waiting} tabIndex={0}>
                <table className="board-table">
                  <thead><tr>{[texts.heads.conversationWho, texts.heads.subject, texts.assignee, texts.waitingSince, texts.riskWaited, texts.waitingFor, texts.waitingConversations].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
                  <tbody>{rows.map((row) => (
                    <tr key={row.conversationId}>
                      <th scope="row"><strong>{row.name || row.address || '–'}</strong>{row.name && row.address ? <span className="sub">{row.address}</span> : null}</th>
                      <td data-name={texts.heads.subject}><Link to="/$view/$conversation" params={{ view: 'open', conversation: String(row.conversationId) }} search={{}}>{row.subject || texts.noSubject}</Link></td>
                      <td data-name={texts.assignee}>{row.agentName ?? texts.unassigned}</td>
                      <td data-name={texts.waitingSince}>{text.moment(row.waitingSince, first.zone)}</td>
                      <td data-name={texts.riskWaited}>{text.span(row.waitedBusinessSeconds)}</td>
                      <td data-name={texts.waitingFor}>{text.span(row.waitedSeconds)}</td>
                      <td data-name={texts.waitingConversations}>{row.conversations >= 100 ? '100+' : text.count(row.conversations)}</td>
                    </tr>
                  ))}</tbody>
                </table>
              </div>
              {asked.hasNextPage ? <p className="list-more no-print"><Button kind="quiet" isDisabled={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()}>{texts.more}</Button></p> : null}
              <p className="hint answer-foot">{texts.zoneIs(first.zone)} {texts.asOf(text.moment(first.asOf, first.zone))}</p>
            </>
          )}
    </>
  );
}
