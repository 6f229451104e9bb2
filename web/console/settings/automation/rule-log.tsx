import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { runsQuery, type RuleRun } from '../../api/automation.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { longMoment, shortMoment } from '../../design/time-text.ts';
import { Section } from '../pieces.tsx';

/** What rules did and why, newest first. */
export function RuleLog() {
  const { texts } = usePreferences();
  const { data, isPending, error, refetch } = useQuery(runsQuery(null));
  return (
    <Section title={texts.ruleLog}>
      <p className="hint">{texts.ruleLogHint}</p>
      {isPending ? <Skeletons rows={2} label={texts.loading} /> : !data ? <Failure error={error} onRetry={() => void refetch()} /> : data.length === 0 ? <Empty title={texts.noRuns} /> : <ul className="panel">{data.map((run) => <RunRow key={run.id} run={run} />)}</ul>}
    </Section>
  );
}

function RunRow({ run }: { run: RuleRun }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const said = run.because === null ? run.steps.map(({ action, outcome }) => `${texts.ruleActionKinds[action as 'open']}: ${texts.ruleStep[outcome]}`).join(' · ') : texts.ruleBecause[run.because];
  const found = run.found.filter(({ found: values }) => values !== null && values.length > 0)
    .map(({ field, found: values }) => `${typeof field === 'string' ? texts.ruleFields[field] : `#${field.attributeId}`}: ${values!.map((value) => texts.ruleWords[String(value)] ?? String(value)).join(', ')}`).join(' · ');
  return (
    <li className="panel-row">
      <div className="panel-main">
        <strong>{run.ruleName}</strong>
        <span>{said}</span>
        {found === '' ? null : <span className="hint">{found}</span>}
      </div>
      <span className={`tag${run.outcome === 'done' ? '' : ' warn'}`}><span>{texts.ruleOutcomes[run.outcome]}</span></span>
      <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(run.conversationId) }} search={{}}>{texts.ruleConversation(run.conversationId)}</Link>
      <time dateTime={run.at} title={longMoment(run.at, locale, zone)}>{shortMoment(run.at, nowMs, locale, zone)}</time>
    </li>
  );
}
