import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { ConfirmButton, Field, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { EffectNote } from './effect-note.tsx';
import { entriesQuery, filterKeys, type EntryKind } from './filter-queries.ts';
import { usePreview } from './use-preview.tsx';

/** Domains or addresses: searched, added by hand or by a file, removed. */
export function EntryList({ kind }: { kind: EntryKind }) {
  const { texts, locale } = usePreferences();
  const canWrite = usePermission()('settings.write');
  const [search, setSearch] = useState('');
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(entriesQuery(kind, search));
  const { save, isBusy, problem } = useSave(...filterKeys);
  const post = (path: string, json: object) => request<object>(`/mail-filters/entries${path}`, { method: 'POST', json: { kind, ...json } });
  if (isPending && search === '') return <Skeletons rows={2} label={texts.loading} />;
  if (!data && !isPending) return <Failure error={error} onRetry={() => void refetch()} />;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  return (
    <>
      {canWrite ? <AddEntries kind={kind} /> : null}
      <Problem text={problem} />
      {total > 10 || search !== '' ? <div className="spaced"><Field label={texts.filterSearch} value={search} onChange={setSearch} maxLength={200} /></div> : null}
      {items.length === 0 ? <p className="hint spaced">{texts.filterNone[kind]}</p> : (
        <ul className="panel spaced">
          {items.map(({ id, value }) => (
            <li key={id} className="panel-row">
              <div className="panel-main"><bdi>{value}</bdi></div>
              {canWrite ? <IconButton label={`${texts.remove}: ${value}`} isDisabled={isBusy} onPress={() => void save(() => post('/remove', { values: [value] }), { said: texts.filterSaved })}><Icon name="close" size={13} /></IconButton> : null}
            </li>
          ))}
        </ul>
      )}
      {total === 0 ? null : (
        <p className="list-foot">
          <span className="hint">{texts.filterListed(count(items.length), count(total))}</span>
          {hasNextPage ? <Button kind="quiet" isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>{texts.filterShowMore}</Button> : null}
          {canWrite && search === '' ? <ConfirmButton label={texts.filterAll} confirm={texts.filterReallyAll} name={kind === 'domain' ? texts.filterDomains : texts.filterAddresses} isDisabled={isBusy} onConfirm={() => void save(() => post('/remove-all', {}), { said: texts.filterSaved })} /> : null}
        </p>
      )}
    </>
  );
}

function AddEntries({ kind }: { kind: EntryKind }) {
  const { texts, locale } = usePreferences();
  const [typed, setTyped] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const { effect, look, forget, problem: previewProblem, mayLook } = usePreview();
  const { save, isBusy, problem, setProblem } = useSave(...filterKeys);
  const values = typed.split(/[\s,;]+/).filter((value) => value !== '');
  const type = (next: string): void => {
    setTyped(next);
    setProblem(null);
    forget();
  };
  const add = (): Promise<void> => save(() => request('/mail-filters/entries', { method: 'POST', json: { kind, values } }), { said: texts.filterSaved, after: () => type('') });
  const read = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const csv = await chosen.text();
    await save(() => request<{ listed: number }>('/mail-filters/entries/file', { method: 'POST', json: { kind, csv } }).then(({ listed }) => listed), { said: texts.filterSaved, after: (listed) => setSaid(texts.filterFileAdded(new Intl.NumberFormat(locale).format(listed))) });
    if (file.current) file.current.value = '';
  };
  const [said, setSaid] = useState<string | null>(null);
  return (
    <form className="spaced" onSubmit={(event) => { event.preventDefault(); if (values.length > 0) void add(); }}>
      <div className="add-line">
        <Field label={texts.filterNew[kind]} isRequired value={typed} onChange={type} maxLength={5_000} />
        {mayLook ? <Button isDisabled={values.length === 0} onPress={() => look(kind === 'domain' ? { domains: { add: values } } : { addresses: { add: values } })}>{texts.filterPreview}</Button> : null}
        <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button>
        <Button onPress={() => file.current?.click()}>{texts.filterFile}</Button>
        <input ref={file} type="file" hidden accept=".csv,.txt,text/csv,text/plain" aria-label={`${texts.filterFile} ${kind === 'domain' ? texts.filterDomains : texts.filterAddresses}`} onChange={(event) => void read(event.target.files?.[0])} />
      </div>
      <Problem text={problem ?? previewProblem} />
      {effect ? <EffectNote effect={effect} /> : null}
      {said === null ? null : <p className="hint spaced" role="status">{said}</p>}
    </form>
  );
}
