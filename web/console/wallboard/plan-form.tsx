import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { planQuery, setPlan, type Forecast, type PlanSpan } from '../api/floor.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import { Problem, Section } from '../settings/pieces.tsx';
import { useSave } from '../settings/use-save.tsx';
import { neededSpans } from './needed-spans.ts';

interface Props { readonly queueId: number; readonly day: string; readonly title: string; readonly needed: Forecast['intervals'] }

/** How many people are planned for a day of a queue. */
export function PlanForm(props: Props) {
  const { data } = useQuery(planQuery(props.queueId, props.day));
  if (!data) return null;
  return <PlanFields {...props} held={data.items[0]?.spans ?? []} />;
}

function PlanFields({ queueId, day, title, needed, held }: Props & { held: readonly PlanSpan[] }) {
  const { texts } = usePreferences();
  const { save, isBusy, problem } = useSave('forecast');
  const [spans, setSpans] = useState<readonly PlanSpan[]>(held);
  const put = (at: number, change: Partial<PlanSpan>): void => setSpans(spans.map((span, nth) => (nth === at ? { ...span, ...change } : span)));
  return (
    <Section title={title} action={<Button kind="quiet" onPress={() => setSpans(neededSpans(needed))}>{texts.planTake}</Button>}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); void save(() => setPlan(queueId, day, spans), { said: texts.planSaved }); }}>
        <ul className="plan-spans">
          {spans.map(({ from, to, agents }, at) => (
            <li key={at} className="plan-span">
              <label><span>{texts.planFrom}</span><input className="input" required pattern="([01]\d|2[0-3]):(00|15|30|45)" maxLength={5} value={from} onChange={(event) => put(at, { from: event.target.value })} /></label>
              <label><span>{texts.planTo}</span><input className="input" required pattern="([01]\d|2[0-3]):(00|15|30|45)|24:00" maxLength={5} value={to} onChange={(event) => put(at, { to: event.target.value })} /></label>
              <label><span>{texts.planAgents}</span><input className="input" type="number" required min={0} max={10_000} value={agents} onChange={(event) => put(at, { agents: Number(event.target.value) })} /></label>
              <IconButton label={`${texts.remove}: ${from}`} onPress={() => setSpans(spans.filter((_, nth) => nth !== at))}><Icon name="close" /></IconButton>
            </li>
          ))}
        </ul>
        <Problem text={problem} />
        <div className="form-actions"><Button onPress={() => setSpans([...spans, { from: spans.at(-1)?.to ?? '09:00', to: '17:00', agents: spans.at(-1)?.agents ?? 1 }])}>{texts.planAdd}</Button><Button kind="primary" type="submit" isDisabled={isBusy}>{texts.planSave}</Button></div>
      </form>
    </Section>
  );
}
