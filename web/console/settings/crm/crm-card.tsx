import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { crmDetailQuery, type CrmList, type CrmReport } from '../../api/crm.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { keyedText } from '../../design/problem-text.ts';
import { shortMoment } from '../../design/time-text.ts';
import { ConfirmButton, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { ConnectCrm } from './connect-crm.tsx';
import { CrmCalls } from './crm-calls.tsx';
import { CrmFields } from './crm-fields.tsx';
import { CrmRuns } from './crm-runs.tsx';
import { CrmSteps } from './crm-steps.tsx';

/** One connection: how it stands, what can be done with it, its fields and last readings. */
export function CrmCard({ connection, title }: { connection: CrmList['items'][number]; title: string }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { data: detail } = useQuery(crmDetailQuery(connection.id));
  const [report, setReport] = useState<CrmReport | null>(null);
  const [isConnecting, setConnecting] = useState(false);
  const { save, isBusy, problem } = useSave('crm', 'contact-deals');
  const { id, kind, state, running, counts, syncedAt, nextSyncAt, problem: trouble } = connection;
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const moment = (at: string): string => shortMoment(at, nowMs, locale, zone);
  const facts = [
    detail ? texts.crmHas(count(detail.contactCount), count(detail.dealCount)) : null, syncedAt === null ? texts.crmNever : texts.crmLast(moment(syncedAt)), nextSyncAt === null || running !== null ? null : texts.crmNext(moment(nextSyncAt)),
  ];
  const isSystem = kind !== 'file';
  return (
    <Section title={title}>
      <div className="panel">
        <div className="panel-row">
          <div className="panel-main">
            <strong>{title}</strong>
            <span>{facts.filter(Boolean).join(' · ')}</span>
            <span aria-live="polite">{running === null ? '' : `${texts.crmParts[running]} · ${texts.crmRead(count(counts.read))}`}</span>
            {trouble === null ? null : <span className="wrong" role="alert">{trouble.key === null ? trouble.text : keyedText({ key: trouble.key, values: trouble.values }, trouble.text, texts)}</span>}
          </div>
          <span className={`tag ${state === 'refused' ? 'danger' : trouble === null ? 'good' : 'warn'}`}><span>{texts.crmStates[state]}</span></span>
        </div>
      </div>
      <div className="form spaced">
        <Problem text={problem} />
        <div className="form-actions">
          {state === 'connected' && isSystem ? <Button isDisabled={isBusy} onPress={() => void save(() => request(`/crm/${id}/sync`, { method: 'POST' }), { said: texts.crmSyncing })}>{texts.crmSync}</Button> : null}
          {isSystem ? <Button isDisabled={isBusy} onPress={() => void save(() => request<CrmReport>('/crm/test', { method: 'POST', json: { kind } }), { after: setReport })}>{texts.crmTestStored}</Button> : null}
          {isSystem && !isConnecting ? <Button isDisabled={isBusy} onPress={() => setConnecting(true)}>{texts.crmConnectAnew}</Button> : null}
          <ConfirmButton label={texts.crmDisconnect} confirm={texts.crmReallyDisconnect} name={title} isDisabled={isBusy} onConfirm={() => void save(() => request(`/crm/${id}`, { method: 'DELETE' }), { said: texts.crmDisconnected })} />
        </div>
        <CrmSteps report={report} />
        {isConnecting ? <ConnectCrm onDone={() => setConnecting(false)} /> : null}
      </div>
      {detail && isSystem ? <CrmFields key={`${detail.emailProperty} ${detail.firstReplyProperty} ${detail.overallReplyProperty}`} detail={detail} /> : null}
      {detail && isSystem ? <CrmCalls detail={detail} /> : null}
      {detail ? <CrmRuns runs={detail.runs} moment={moment} count={count} /> : null}
    </Section>
  );
}
