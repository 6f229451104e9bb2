import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/use-preferences.tsx';
import { Icon } from '../../design/icon.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Section } from '../pieces.tsx';
import type { SettingsKey } from '../settings-parts.tsx';
import { FirstChoices } from './first-choices.tsx';
import { FirstMails } from './first-mails.tsx';
import { setupQuery, stepsLeft, type Setup } from './setup-query.ts';

type Step = 'incoming' | 'outgoing' | 'hours' | 'domains' | 'colleagues';

const steps: readonly { readonly step: Step; readonly part: SettingsKey; readonly isDone: (setup: Setup) => boolean }[] = [
  { step: 'incoming', part: 'channels', isDone: ({ hasIncomingConnection }) => hasIncomingConnection },
  { step: 'outgoing', part: 'channels', isDone: ({ hasOutgoingConnection }) => hasOutgoingConnection },
  { step: 'hours', part: 'hours', isDone: ({ hasHours }) => hasHours },
  { step: 'domains', part: 'domains', isDone: ({ hasInternalDomains }) => hasInternalDomains },
  { step: 'colleagues', part: 'people', isDone: ({ hasColleagues }) => hasColleagues },
];

/** What is set up and what is not, each with what it changes. */
export function SetupPart() {
  const texts = useTexts();
  const { data, isPending, error, refetch } = useQuery(setupQuery);
  if (isPending) return <Skeletons rows={5} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const left = stepsLeft(data);
  return (
    <div className="settings-body">
      {data.hasMail ? <FirstMails /> : <Section title={texts.setupWelcome}><p className="hint">{texts.setupWelcomeHint}</p><FirstChoices /></Section>}
      <Section title={texts.setupSteps} action={<span className="hint">{left === 0 ? texts.setupAllDone : texts.setupLeft(left)}</span>}>
        <ul className="panel">
          {steps.map(({ step, part, isDone }) => {
            const done = isDone(data);
            return (
              <li key={step} className="panel-row step-row">
                <span className={`step-sign${done ? ' done' : ''}`}>{done ? <Icon name="check" size={14} /> : null}<span className="hidden-text">{done ? texts.stepDone : texts.stepOpen}</span></span>
                <div className="panel-main">
                  <strong>{texts.steps[step].title}</strong>
                  <span>{texts.steps[step].text}</span>
                  {step === 'domains' && !done && data.suggestedDomains.length > 0 ? <span>{texts.domainsSeen(data.suggestedDomains)}</span> : null}
                </div>
                <Link to="/settings/$part" params={{ part }} className={`button ${done ? 'quiet' : 'plain'}`} aria-label={`${done ? texts.showStep : texts.setUpStep}: ${texts.steps[step].title}`}>{done ? texts.showStep : texts.setUpStep}</Link>
              </li>
            );
          })}
        </ul>
      </Section>
    </div>
  );
}
