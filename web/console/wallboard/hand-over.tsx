import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { handOverWork } from '../api/floor.ts';
import { agentBoardQuery, type AgentBoardRow } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { Button } from '../design/button.tsx';
import { Skeletons } from '../design/states.tsx';
import { Choice, Field, Problem } from '../settings/pieces.tsx';
import { useSave } from '../settings/use-save.tsx';

interface Waiting { readonly kind: 'call' | 'chat'; readonly interactionId: number }

/** Gives what waits to a named person. Nothing for who may not supervise. */
export function HandOverButton({ kind, interactionId }: Waiting) {
  const { texts } = usePreferences();
  const may = usePermission();
  const [isOpen, setOpen] = useState(false);
  if (!may('work.supervise')) return null;
  const name = texts.interactionNumber(texts.wallboardKinds[kind], interactionId);
  return (
    <>
      <Button kind="quiet" aria-label={texts.handOver(name)} onPress={() => setOpen(true)}>{texts.handOverShort}</Button>
      {isOpen ? (
        <ModalOverlay className="veil" isOpen onOpenChange={setOpen} isDismissable>
          <Modal className="modal"><Dialog className="dialog">
            <Heading slot="title">{texts.handOverTitle(name)}</Heading>
            <p className="hint">{texts.handOverHint}</p>
            <WhomAndWhy kind={kind} interactionId={interactionId} onDone={() => setOpen(false)} />
          </Dialog></Modal>
        </ModalOverlay>
      ) : null}
    </>
  );
}

function WhomAndWhy({ kind, interactionId, onDone }: Waiting & { onDone: () => void }) {
  const { texts } = usePreferences();
  const { data } = useQuery(agentBoardQuery);
  const { save, isBusy, problem } = useSave('wallboard', 'agent-board');
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  if (!data) return <Skeletons rows={2} label={texts.loading} />;
  const free = freeFor(kind, data.agents);
  const to = free.find(({ agentId }) => String(agentId) === chosen) ?? free[0];
  return (
    <form
      className="form" onSubmit={(event) => {
        event.preventDefault();
        if (to) void save(() => handOverWork(kind, interactionId, { toAgentId: to.agentId, reason }), { said: texts.handedOver(to.name), after: onDone });
      }}
    >
      {to ? (
        <>
          <Choice label={texts.handOverTo} value={String(to.agentId)} onChange={setChosen} choices={free.map(({ agentId, name, state }) => ({ value: String(agentId), text: `${name} (${texts.agentStateNames[state]})` }))} />
          <Field label={texts.handOverWhy} value={reason} onChange={setReason} isRequired maxLength={300} />
        </>
      ) : <p role="status">{texts.handOverNobody}</p>}
      <Problem text={problem} />
      <div className="actions"><Button onPress={onDone}>{texts.cancel}</Button>{to ? <Button kind="primary" type="submit" isDisabled={isBusy}>{texts.handOverShort}</Button> : null}</div>
    </form>
  );
}

/** Those who are there and take the kind, ready ones first; whether one is free at this moment the server says. */
function freeFor(kind: 'call' | 'chat', agents: readonly AgentBoardRow[]): AgentBoardRow[] {
  const takes = agents.filter(({ state, takesCalls, takesChats }) => (kind === 'call' ? takesCalls : takesChats) && state !== 'offline');
  return [...takes.filter(({ state }) => state === 'ready'), ...takes.filter(({ state }) => state !== 'ready')];
}
