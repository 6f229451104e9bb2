import { useState } from 'react';
import type { Webhook } from '../../api/hooks.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Field, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Sends again what was given up on some days, in order. */
export function ReplayForm({ hook }: { hook: Webhook }) {
  const { texts } = usePreferences();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const { save, isBusy, problem } = useSave('webhook-deliveries', 'webhooks');
  if (hook.failed === 0 || hook.disabledAt !== null) return null;
  const dayStart = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
  const dayEnd = (day: string): string => new Date(Date.parse(dayStart(day)) + 86_400_000).toISOString();
  return (
    <form className="add-line" aria-label={texts.replayFailed} onSubmit={(event) => { event.preventDefault(); void save(() => request(`/webhooks/${hook.id}/replay`, { method: 'POST', json: { from: dayStart(from), to: dayEnd(to), which: 'failed' } }), { said: texts.replayStarted }); }}>
      <Field label={texts.replayFrom} type="date" isRequired value={from} onChange={setFrom} />
      <Field label={texts.replayTo} type="date" isRequired value={to} onChange={setTo} />
      <Button type="submit" isDisabled={isBusy}>{texts.replayFailed}</Button>
      <Problem text={problem} />
    </form>
  );
}
