import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Quarantine, QuarantineRetried } from '#dialects/native/schemas/imports.ts';
import { apiBase, request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { byteText, shortMoment } from '../../design/time-text.ts';
import { Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

type Mail = Quarantine['items'][number];

/** Mails that could not be read: kept byte for byte, to look at and to read again. */
export function QuarantinePart() {
  const { texts } = usePreferences();
  const query = useInfiniteQuery({
    queryKey: ['quarantine'], queryFn: ({ pageParam, signal }) => request<Quarantine>('/quarantine', { query: { cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: null as string | null, getNextPageParam: (page) => page.next,
  });
  const [said, setSaid] = useState<QuarantineRetried | null>(null);
  if (query.isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const mails = query.data.pages.flatMap(({ items }) => items).filter(({ resolvedAt }) => resolvedAt === null);
  return (
    <div className="settings-body">
      <p className="hint">{texts.quarantineHint}</p>
      {said === null ? null : <p className={`notice${said.outcome === 'kept' ? ' bad' : ''}`} role="status">{texts.retryOutcomes[said.outcome]}{said.outcome === 'kept' ? ` ${texts.quarantineCodes[said.code ?? ''] ?? said.text}` : ''}</p>}
      <Section title={texts.settingsParts.quarantine}>
        {mails.length === 0 ? <Empty title={texts.noQuarantine}><p>{texts.noQuarantineHint}</p></Empty> : <ul className="panel">{mails.map((mail) => <li key={mail.id}><MailRow mail={mail} onRetried={setSaid} /></li>)}</ul>}
        {query.hasNextPage ? <p className="list-more"><Button kind="quiet" isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>{texts.more}</Button></p> : null}
      </Section>
    </div>
  );
}

function MailRow({ mail, onRetried }: { mail: Mail; onRetried: (outcome: QuarantineRetried) => void }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { save, isBusy, problem } = useSave('quarantine', 'channels');
  const raw = `${apiBase}/quarantine/${mail.id}/raw`;
  const name = `#${mail.id}`;
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{texts.quarantineCodes[mail.code] ?? mail.detail}</strong>
        <span>{[name, mail.channelAddress, byteText(mail.byteCount, locale), shortMoment(mail.createdAt, nowMs, locale, zone)].filter(Boolean).join(' · ')} · <code>{mail.code}</code></span>
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
      </div>
      <span className="row-acts">
        {mail.byteCount > 0 ? <><a className="button quiet" href={`${raw}?view=text`} target="_blank" rel="noopener" aria-label={`${texts.viewSource}: ${name}`}>{texts.viewSource}</a><a className="button quiet" href={raw} download aria-label={`${texts.download}: ${name}`}>{texts.download}</a></> : null}
        <Button isDisabled={isBusy} aria-label={`${texts.readAgain}: ${name}`} onPress={() => void save(() => request<QuarantineRetried>(`/quarantine/${mail.id}/retry`, { method: 'POST' }), { after: onRetried })}>{texts.readAgain}</Button>
      </span>
    </div>
  );
}
