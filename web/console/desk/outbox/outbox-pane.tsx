import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { outboxQuery } from '../../api/outbox.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { useDesk } from '../desk-context.tsx';
import { OutboxRow } from './outbox-row.tsx';
import './outbox.css';

/** In the place of the list: mail of ours that waits, is being sent, failed or came back. What needs a person stands first. */
export function OutboxPane({ onOrder }: { onOrder: (conversationIds: readonly number[]) => void }) {
  const texts = useTexts();
  const { setViewsOpen, activeId } = useDesk();
  const query = useInfiniteQuery(outboxQuery);
  const mails = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const broken = mails.filter(({ state }) => state === 'failed' || state === 'bounced');
  const waiting = mails.filter(({ state }) => state !== 'failed' && state !== 'bounced');
  const order = [...new Set([...broken, ...waiting].map(({ conversationId }) => conversationId))].join();
  useEffect(() => onOrder(order === '' ? [] : order.split(',').map(Number)), [order, onOrder]);
  return (
    <section className="list-pane" aria-label={texts.outbox}>
      <header className="list-head">
        <span className="narrow-only"><IconButton label={texts.views} onPress={() => setViewsOpen(true)}><Icon name="menu" /></IconButton></span>
        <h1>{texts.outbox}</h1>
      </header>
      {query.isPending ? <Skeletons rows={5} label={texts.loading} />
        : query.isError && mails.length === 0 ? <Failure error={query.error} onRetry={() => void query.refetch()} />
          : mails.length === 0 ? <Empty title={texts.outboxEmpty}><p>{texts.outboxEmptyHint}</p></Empty>
            : (
              <div className="outbox" id="conversation-list" tabIndex={-1}>
                {[{ title: texts.outboxBroken, items: broken }, { title: texts.outboxWaiting, items: waiting }].map(({ title, items }) => (items.length === 0 ? null : (
                  <section key={title}>
                    <h2 className="outbox-head">{title}<span className="outbox-count">{items.length}</span></h2>
                    <ul>{items.map((mail) => <li key={mail.messageId}><OutboxRow mail={mail} isActive={mail.conversationId === activeId} /></li>)}</ul>
                  </section>
                )))}
                {query.hasNextPage ? <p className="list-more"><Button kind="quiet" isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>{texts.more}</Button></p> : null}
              </div>
            )}
    </section>
  );
}
