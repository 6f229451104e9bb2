import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InternalDomains, InternalDomainsEffect } from '#dialects/native/schemas/account.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Check, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** The mail domains that are ours. What a change would do is shown before it is done. */
export function DomainsPart() {
  const { texts } = usePreferences();
  const { data, isPending, error, refetch } = useQuery({ queryKey: ['internal-domains'], queryFn: ({ signal }) => request<InternalDomains>('/account/internal-domains', { signal }) });
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return <div className="settings-body"><DomainsForm key={[...data.domains, '', ...data.withoutProof].join()} held={data} /></div>;
}

function DomainsForm({ held }: { held: InternalDomains }) {
  const { texts, locale } = usePreferences();
  const may = usePermission();
  const canWrite = may('settings.write');
  const [domains, setDomains] = useState<readonly string[]>(held.domains);
  const [withoutProof, setWithoutProof] = useState<readonly string[]>(held.withoutProof);
  const [typed, setTyped] = useState('');
  const [effect, setEffect] = useState<InternalDomainsEffect | null>(null);
  const preview = useSave();
  const { save, isBusy, problem } = useSave('internal-domains', 'setup');
  const isSame = isSameList(domains, held.domains) && isSameList(withoutProof, held.withoutProof);
  const suggestions = held.suggestions.filter((one) => !domains.includes(one));
  const put = (next: readonly string[], free: readonly string[] = withoutProof.filter((one) => next.includes(one))): void => {
    setDomains(next);
    setWithoutProof(free);
    setEffect(null);
    if (isSameList(next, held.domains) && isSameList(free, held.withoutProof)) return;
    void preview.save(() => request<InternalDomainsEffect>('/account/internal-domains/preview', { method: 'POST', json: { domains: next, withoutProof: free } }), { after: setEffect });
  };
  const add = (domain: string): void => {
    const clean = domain.trim().toLowerCase().replace(/^.*@/, '');
    if (clean !== '' && !domains.includes(clean)) put([...domains, clean]);
    setTyped('');
  };
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  return (
    <Section title={texts.ourDomains}>
      <p className="hint">{texts.domainsHint}</p>
      {domains.length === 0 ? <p className="hint spaced">{texts.noDomains}</p> : (
        <ul className="panel spaced">
          {domains.map((domain) => (
            <li key={domain} className="panel-row">
              <div className="panel-main"><strong>{domain}</strong></div>
              {held.domains.includes(domain) ? null : <span className="tag accent"><span>{texts.newOne}</span></span>}
              <Check label={texts.withoutProof} isOn={withoutProof.includes(domain)} isDisabled={!canWrite} onChange={(isOn) => put(domains, isOn ? [...withoutProof, domain] : withoutProof.filter((one) => one !== domain))} />
              {canWrite ? <IconButton label={`${texts.remove}: ${domain}`} onPress={() => put(domains.filter((one) => one !== domain))}><Icon name="close" size={13} /></IconButton> : null}
            </li>
          ))}
        </ul>
      )}
      {domains.length === 0 ? null : <p className="hint spaced">{texts.withoutProofHint}</p>}
      {canWrite ? (
        <>
          <form className="add-line" onSubmit={(event) => { event.preventDefault(); add(typed); }}>
            <Field label={texts.newDomain} isRequired value={typed} onChange={setTyped} maxLength={253} />
            <Button type="submit">{texts.add}</Button>
          </form>
          {suggestions.length === 0 ? null : <p className="chips"><span className="hint">{texts.domainSuggestions}</span>{suggestions.map((domain) => <Button key={domain} onPress={() => add(domain)}><Icon name="plus" size={12} />{domain}</Button>)}</p>}
          <div className="spaced" aria-live="polite">
            <Problem text={preview.problem ?? problem} />
            {isSame || preview.problem !== null ? null : effect === null ? <p className="hint">{texts.loading}</p> : <p className="notice plain">{effect.messages === 0 ? texts.domainsNoEffect : texts.domainsEffect(count(effect.messages), count(effect.conversations))}</p>}
          </div>
          {isSame ? null : (
            <div className="form-actions spaced">
              <Button kind="primary" isDisabled={isBusy || effect === null} onPress={() => void save(() => request<InternalDomainsEffect>('/account/internal-domains', { method: 'PUT', json: { domains, withoutProof } }), { said: texts.domainsSaved })}>{texts.save}</Button>
              <Button onPress={() => put(held.domains, held.withoutProof)}>{texts.cancel}</Button>
            </div>
          )}
        </>
      ) : null}
    </Section>
  );
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));
