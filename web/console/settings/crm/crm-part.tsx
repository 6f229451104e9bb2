import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { crmQuery, importDeals, type CrmList } from '../../api/crm.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { CrmCard } from './crm-card.tsx';
import { ConnectCrm } from './connect-crm.tsx';

/** A reading tells the event log only that it ended: while one runs, or is about to, this page asks. */
const askEveryMs = 1_500;
const isMoving = ({ running, problem, nextSyncAt }: CrmList['items'][number]): boolean => problem === null && (running !== null || (nextSyncAt !== null && Date.parse(nextSyncAt) <= Date.now()));

/** The CRM that deals come from, or a file in its place. */
export function CrmPart() {
  const texts = useTexts();
  const { data, isPending, error, refetch } = useQuery({ ...crmQuery, refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? askEveryMs : false) });
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      <p>{texts.crmHint}</p>
      {data.items.map((one) => <CrmCard key={one.id} connection={one} title={data.kinds.find(({ kind }) => kind === one.kind)?.title ?? one.kind} />)}
      {data.items.some(({ kind }) => kind === 'hubspot') ? null : <Section title={texts.crmConnect}><ConnectCrm /></Section>}
      <DealsFile />
    </div>
  );
}

function DealsFile() {
  const texts = useTexts();
  const [file, setFile] = useState<File | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { save, isBusy, problem } = useSave('crm', 'contact-deals');
  const send = (csv: File): void => {
    setSaid(null);
    void save(() => importDeals(csv), { after: ({ deals }) => {
      setSaid(texts.dealsImported(deals));
      setFile(null);
      if (input.current) input.current.value = '';
    } });
  };
  return (
    <Section title={texts.dealsFile}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); if (file) send(file); }}>
        <p className="hint">{texts.dealsFileHint}</p>
        <Problem text={problem} />
        <div className="field"><label htmlFor="deals-file">{texts.dealsFileLabel}</label><input ref={input} id="deals-file" className="input file-input" type="file" required accept=".csv,text/csv" onChange={(event) => setFile(event.target.files?.[0] ?? null)} /></div>
        <div className="form-actions"><Button type="submit" isDisabled={isBusy || file === null}>{texts.dealsImport}</Button></div>
        {said === null ? null : <p className="notice" role="status">{said}</p>}
      </form>
    </Section>
  );
}
