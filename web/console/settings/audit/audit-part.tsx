import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEntries, AuditEntry } from '#dialects/native/schemas/audit.ts';
import { usersQuery } from '../../api/people.ts';
import { apiBase, request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { Choice, Section } from '../pieces.tsx';
import { auditNouns } from './audit-nouns.ts';

/** Who did what to settings, people and rights, newest first. */
export function AuditPart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const [noun, setNoun] = useState('');
  const [actor, setActor] = useState('');
  const filter = { action: noun === '' ? undefined : `${noun}.`, actorUserId: actor === '' ? undefined : actor };
  const query = useInfiniteQuery({
    queryKey: ['audit', filter], queryFn: ({ pageParam, signal }) => request<AuditEntries>('/audit', { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: null as string | null, getNextPageParam: (page) => page.next, staleTime: 0,
  });
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: may('people.read') });
  const nameOf = ({ actorUserId, actorKind }: AuditEntry): string => users.find(({ id }) => id === actorUserId)?.name ?? (actorUserId === null ? texts.auditActors[actorKind] ?? actorKind : `#${actorUserId}`);
  const exported = (format: 'csv' | 'jsonl'): string => `${apiBase}/audit/export?${new URLSearchParams(Object.entries({ ...filter, format }).filter((pair): pair is [string, string] => pair[1] !== undefined)).toString()}`;
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="settings-body wide-body">
      <div className="audit-tools">
        <Choice label={texts.auditAbout} value={noun} onChange={setNoun} choices={[{ value: '', text: texts.everything }, ...auditNouns.map((value) => ({ value, text: texts.auditNouns[value] }))]} />
        <Choice label={texts.auditBy} value={actor} onChange={setActor} choices={[{ value: '', text: texts.everybody }, ...users.map(({ id, name }) => ({ value: String(id), text: name }))]} />
        <span className="audit-export"><a className="button plain" href={exported('csv')} download><Icon name="download" size={14} />{texts.exportAs('CSV')}</a><a className="button quiet" href={exported('jsonl')} download>{texts.exportAs('JSON')}</a></span>
      </div>
      <Section title={texts.auditEntries}>
        {query.isPending ? <Skeletons rows={6} label={texts.loading} />
          : query.isError && entries.length === 0 ? <Failure error={query.error} onRetry={() => void query.refetch()} />
            : entries.length === 0 ? <Empty title={texts.nothingFound}><p>{texts.auditNone}</p></Empty>
              : <ul className="panel">{entries.map((entry) => <li key={entry.id}><AuditRow entry={entry} who={nameOf(entry)} /></li>)}</ul>}
        {query.hasNextPage ? <p className="list-more"><Button kind="quiet" isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>{texts.more}</Button></p> : null}
      </Section>
    </div>
  );
}

const shortDetail = 200;
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : Array.isArray(value) ? value.map(wordOf).join(' ') : JSON.stringify(value));

function AuditRow({ entry, who }: { entry: AuditEntry; who: string }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const detail = Object.entries(entry.detail).map(([name, value]) => `${texts.auditFields[name] ?? name}: ${typeof value === 'boolean' || value === null ? texts.auditFields[String(value)] ?? String(value) : wordOf(value)}`).join(', ');
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone: zone }).format(new Date(entry.at));
  return (
    <div className="panel-row audit-row">
      <time dateTime={entry.at}>{at}</time>
      <div className="panel-main">
        <span className="audit-act"><strong>{who}</strong> <span>{texts.auditActions[entry.action] ?? entry.action}</span>{entry.targetId === null ? null : <span>#{entry.targetId}</span>} <code>{entry.action}</code></span>
        {detail === '' ? null : detail.length <= shortDetail ? <span className="audit-detail">{detail}</span> : <details className="role-detail"><summary>{texts.more}</summary><p className="audit-detail">{detail}</p></details>}
      </div>
      {entry.address === null ? null : <span className="hint">{entry.address}</span>}
    </div>
  );
}
