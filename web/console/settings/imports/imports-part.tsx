import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Import, Imports } from '#dialects/native/schemas/imports.ts';
import { channelsQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { uploadFile } from '../../api/upload-file.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { keyedText } from '../../design/problem-text.ts';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Choice, ConfirmButton, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** An import tells the event log only that it ended: while one runs, this page asks. */
const askEveryMs = 1_500;
/** From the command line a source is a whole path: its end says enough. */
const sourceName = (source: string): string => source.split('/').slice(-2).join('/');
const isMoving = ({ state }: Import): boolean => state === 'running' || state === 'undoing';

/** Old mail out of files: sent up, read beside the requests, and taken back where it was the wrong file. */
export function ImportsPart() {
  const { texts } = usePreferences();
  const imports = useQuery({
    queryKey: ['imports'], queryFn: ({ signal }) => request<Imports>('/imports', { signal }).then(({ items }) => items),
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? askEveryMs : false),
  });
  if (imports.isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!imports.data) return <Failure error={imports.error} onRetry={() => void imports.refetch()} />;
  return (
    <div className="settings-body">
      <NewImport />
      <Section title={texts.settingsParts.imports}>
        {imports.data.length === 0 ? <Empty title={texts.noImports}><p>{texts.noImportsHint}</p></Empty> : <ul className="panel">{imports.data.map((one) => <li key={one.id}><ImportRow one={one} /></li>)}</ul>}
      </Section>
    </div>
  );
}

function NewImport() {
  const { texts } = usePreferences();
  const { data: channels = [] } = useQuery(channelsQuery);
  const mailboxes = channels.filter(({ kind }) => kind === 'email');
  const [chosen, setChosen] = useState('');
  const [address, setAddress] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const call = useRef<AbortController | null>(null);
  const { save, isBusy, problem } = useSave('imports', 'channels', 'setup');
  const channelId = chosen === '' ? (mailboxes[0] ? String(mailboxes[0].id) : 'new') : chosen;
  const start = async (mail: File): Promise<void> => {
    call.current = new AbortController();
    const { signal } = call.current;
    await save(async () => {
      setShare(0);
      const { id: uploadId } = await uploadFile(mail, { onProgress: setShare, signal });
      const target = channelId === 'new' ? (await request<{ id: number }>('/channels', { method: 'POST', json: { kind: 'email', address } })).id : Number(channelId);
      await request<Import>('/imports', { method: 'POST', json: { uploadId, channelId: target } });
    }, { said: texts.importStarted, after: () => {
      setFile(null);
      if (input.current) input.current.value = '';
    } });
    setShare(null);
  };
  return (
    <Section title={texts.setupImport}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); if (file) void start(file); }}>
        <p className="hint">{texts.importHint}</p>
        <Problem text={problem} />
        <div className="form-grid">
          <div className="field"><label htmlFor="import-file">{texts.importFile}</label><input ref={input} id="import-file" className="input file-input" type="file" required accept=".mbox,.eml,.gz,.xz,.mbx" aria-describedby="import-file-hint" onChange={(event) => setFile(event.target.files?.[0] ?? null)} /><span id="import-file-hint" className="hint">{texts.importLimit}</span></div>
          <Choice label={texts.importInto} value={channelId} onChange={setChosen} choices={[...mailboxes.map(({ id, name, address: own }) => ({ value: String(id), text: own === null || own === name ? name : `${name} (${own})` })), { value: 'new', text: texts.importNewChannel }]} />
          {channelId === 'new' ? <Field label={texts.importAddress} hint={texts.importAddressHint} type="email" isRequired value={address} onChange={setAddress} maxLength={254} /> : null}
        </div>
        <div className="form-actions">
          <Button type="submit" kind="primary" isDisabled={isBusy || file === null}>{texts.startImport}</Button>
          {share === null ? null : <span className="backfill" role="status"><progress value={share} max={1} aria-label={texts.uploading(file?.name ?? '')} />{texts.uploading(file?.name ?? '')}</span>}
          {share !== null && share < 1 ? <Button kind="quiet" onPress={() => call.current?.abort()}>{texts.cancel}</Button> : null}
        </div>
      </form>
    </Section>
  );
}

function ImportRow({ one }: { one: Import }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { data: channels = [] } = useQuery(channelsQuery);
  const { save, isBusy, problem } = useSave('imports');
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const channel = channels.find(({ id }) => id === one.channelId);
  const facts = [texts.importRead(count(one.read)), texts.importStored(count(one.stored)), one.alreadyHeld > 0 ? texts.importHeld(count(one.alreadyHeld)) : null, one.quarantined > 0 ? texts.quarantined(one.quarantined) : null];
  const look = one.state === 'done' ? 'good' : one.state === 'failed' ? 'danger' : one.state === 'stopped' ? 'warn' : isMoving(one) ? 'accent' : '';
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong title={one.source}>{sourceName(one.source)}</strong>
        <span>{[channel?.name, shortMoment(one.startedAt, nowMs, locale, zone)].filter(Boolean).join(' · ')}</span>
        <span aria-live={isMoving(one) ? 'polite' : undefined}>{facts.filter(Boolean).join(' · ')}</span>
        {one.problem === null ? null : <span className="wrong">{one.problemSaid === null ? one.problem : keyedText(one.problemSaid, one.problem, texts)}</span>}
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
      </div>
      <span className={`tag ${look}`}><span>{texts.importStates[one.state]}</span></span>
      {one.state === 'undone' || isMoving(one) ? null : <ConfirmButton label={texts.undo} confirm={texts.reallyUndoImport(count(one.stored))} name={sourceName(one.source)} isDisabled={isBusy} onConfirm={() => void save(() => request(`/imports/${one.id}/undo`, { method: 'POST' }))} />}
    </div>
  );
}
