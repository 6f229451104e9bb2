import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { InternalDomainsEffect } from '#dialects/native/schemas/account.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Section } from '../pieces.tsx';
import { setupQuery } from './setup-query.ts';

/** After the first mails: what opening hours and internal domains would change, in numbers of what is there. Nothing once both are set. */
export function FirstMails() {
  const { texts, locale } = usePreferences();
  const may = usePermission();
  const { data: setup } = useQuery(setupQuery);
  const domains = setup?.hasInternalDomains === false && setup.hasMail ? setup.suggestedDomains : [];
  const { data: effect } = useQuery({
    queryKey: ['setup', 'domains-effect', domains], enabled: domains.length > 0 && may('settings.read'),
    queryFn: ({ signal }) => request<InternalDomainsEffect>('/account/internal-domains/preview', { method: 'POST', json: { domains }, signal }),
  });
  if (!setup?.hasMail || (setup.hasHours && domains.length === 0)) return null;
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const named = domains.join(', ');
  return (
    <Section title={texts.firstMailsTitle}>
      <p className="hint">{texts.firstMails}</p>
      <ul className="panel spaced">
        {setup.hasHours ? null : (
          <li className="panel-row">
            <div className="panel-main"><strong>{texts.steps.hours.title}</strong><span>{texts.firstHours}</span></div>
            <Link to="/settings/$part" params={{ part: 'hours' }} className="button plain" aria-label={`${texts.setUpStep}: ${texts.steps.hours.title}`}>{texts.setUpStep}</Link>
          </li>
        )}
        {domains.length === 0 ? null : (
          <li className="panel-row">
            <div className="panel-main"><strong>{texts.steps.domains.title}</strong><span>{!effect ? texts.domainsSeen(domains) : effect.messages === 0 ? texts.firstDomainsNone(named) : texts.firstDomains(named, count(effect.messages), count(effect.conversations))}</span></div>
            <Link to="/settings/$part" params={{ part: 'domains' }} className="button plain" aria-label={`${texts.setUpStep}: ${texts.steps.domains.title}`}>{texts.setUpStep}</Link>
          </li>
        )}
      </ul>
    </Section>
  );
}
