import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { integrationsQuery } from '../../api/hooks.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Section } from '../pieces.tsx';
import { IntegrationForm } from './integration-form.tsx';
import { IntegrationRow } from './integration-row.tsx';

const connectable = ['chat-post', 'bot-endpoint', 'draft-helper'] as const;
export type Connectable = (typeof connectable)[number];

/** Programs of others that the account works with: what each does, how it stands, a test, and the form that connects it. */
export function IntegrationsPart() {
  const texts = useTexts();
  const { data, isPending, error, refetch } = useQuery(integrationsQuery);
  if (isPending) return <Skeletons rows={4} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      <p>{texts.integrationsHint}</p>
      {connectable.map((app) => {
        const there = data.filter((one) => one.app === app);
        return (
          <Section key={app} title={texts.integrationKinds[app].title}>
            <p className="hint">{texts.integrationKinds[app].hint}</p>
            {there.length === 0 ? null : <ul className="panel spaced">{there.map((one) => <li key={one.id}><IntegrationRow one={one} app={app} /></li>)}</ul>}
            {app === 'draft-helper' && there.length > 0 ? null : <Connect app={app} />}
          </Section>
        );
      })}
      <Section title={texts.settingsParts.webhooks}><p><Link to="/settings/$part" params={{ part: 'webhooks' }}>{texts.integrationWebhooks}</Link></p></Section>
    </div>
  );
}

function Connect({ app }: { app: Connectable }) {
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) return <p className="spaced"><Button onPress={() => setOpen(true)}>{texts.integrationKinds[app].connect}</Button></p>;
  return <IntegrationForm app={app} one={null} onDone={() => setOpen(false)} />;
}
