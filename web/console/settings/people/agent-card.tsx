import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AgentCard } from '#dialects/native/schemas/presence.ts';
import type { Agent } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Field, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

const fields = ['firstName', 'middleName', 'lastName', 'agentNumber', 'location', 'avatarUrl'] as const satisfies readonly (keyof AgentCard)[];
type Typed = Readonly<Record<(typeof fields)[number], string>>;

/** Beside an agent's name: what reports, software of others and colleagues know him by. */
export function AgentCardForm({ agent }: { agent: Agent }) {
  const texts = useTexts();
  const card = useQuery({ queryKey: ['people', 'agent-card', agent.id], queryFn: ({ signal }) => request<AgentCard>(`/agents/${agent.id}/card`, { signal }) });
  if (card.isPending) return <Skeletons rows={2} label={texts.loading} />;
  if (!card.data) return <Failure error={card.error} onRetry={() => void card.refetch()} />;
  return <CardForm agent={agent} card={card.data} />;
}

function CardForm({ agent, card }: { agent: Agent; card: AgentCard }) {
  const texts = useTexts();
  const [typed, setTyped] = useState<Partial<Typed>>({});
  const { save, isBusy, problem } = useSave('people', 'agents');
  const changed = fields.filter((field) => typed[field] !== undefined && typed[field].trim() !== (card[field] ?? ''));
  const keep = (): Promise<void> => save(() => request<AgentCard>(`/agents/${agent.id}/card`, { method: 'PATCH', json: Object.fromEntries(changed.map((field) => [field, typed[field]!.trim() || null])) }), { said: texts.saved, after: () => setTyped({}) });
  return (
    <form className="row-form form" aria-label={texts.agentCard(agent.name)} onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <p className="hint">{texts.agentCardHint}</p>
      <Problem text={problem} />
      <div className="form-grid">
        {fields.map((field) => (
          <Field
            key={field} label={texts.agentCardFields[field]} maxLength={field === 'avatarUrl' ? 1_000 : 200}
            value={typed[field] ?? card[field] ?? ''} onChange={(value) => setTyped((before) => ({ ...before, [field]: value }))}
          />
        ))}
      </div>
      <div className="form-actions"><Button type="submit" isDisabled={isBusy || changed.length === 0}>{texts.save}</Button></div>
    </form>
  );
}
