import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MenuItem } from 'react-aria-components';
import { giveWork, joinWork, setAgentStatus, statusesQuery } from '../api/floor.ts';
import type { AgentBoardRow } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { useSession } from '../app/use-session.ts';
import { Avatar } from '../design/avatar.tsx';
import { Icon } from '../design/icon.tsx';
import { PopMenu } from '../design/pop-menu.tsx';
import { problemText } from '../design/problem-text.ts';
import { showToast } from '../design/toasts.ts';
import { Chooser } from '../desk/actions/chooser.tsx';

type Work = AgentBoardRow['work'][number];
type Asked = { readonly what: 'status' } | { readonly what: 'reassign'; readonly work: Work };

/** The spans in which there is a conversation to join or to give away. */
const inTalk: ReadonlySet<string> = new Set(['talk', 'hold', 'consult']);
const roles = ['monitor', 'coach', 'barge'] as const;

/** What a supervisor may do with one agent: another status, listen in or join, give the work to somebody else, look at the day. */
export function AgentActions({ agent, agents }: { agent: AgentBoardRow; agents: readonly AgentBoardRow[] }) {
  const { texts } = usePreferences();
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const run = (act: Promise<unknown>, said: string): void => {
    void act.then(() => { showToast(said); }, (error: unknown) => { showToast(problemText(error, texts), { isProblem: true }); }).then(() => client.invalidateQueries({ queryKey: ['agent-board'] }));
  };
  const talks = agent.work.filter(({ doing }) => inTalk.has(doing));
  const nameOf = (work: Work): string => texts.interactionNumber(texts.wallboardKinds[work.kind], work.interactionId);
  return (
    <>
      <PopMenu label={texts.agentMenu(agent.name)} icon={<Icon name="more" />}>
        {() => (
          <>
            <MenuItem className="menu-item" onAction={() => void navigate({ to: '/wallboard/$part/$item', params: { part: 'agents', item: String(agent.agentId) }, search: {} })}>{texts.dayOf}</MenuItem>
            <MenuItem className="menu-item" onAction={() => setAsked({ what: 'status' })}>{texts.changeStatus}</MenuItem>
            {talks.flatMap((work) => [
              ...(session.agentId === null || session.agentId === agent.agentId ? [] : roles.map((role) => <MenuItem key={`${role} ${work.interactionId}`} className="menu-item" onAction={() => run(joinWork(work.kind, work.interactionId, role), texts.joinedWork)}>{texts.joinAs[role]}<span className="end">{nameOf(work)}</span></MenuItem>)),
              <MenuItem key={`give ${work.interactionId}`} className="menu-item" onAction={() => setAsked({ what: 'reassign', work })}>{texts.reassign}<span className="end">{nameOf(work)}</span></MenuItem>,
            ])}
          </>
        )}
      </PopMenu>
      {asked?.what === 'status' ? <StatusChooser agent={agent} onClose={() => setAsked(null)} onChosen={(id, name) => run(setAgentStatus(agent.agentId, id), texts.statusChanged(agent.name, name))} /> : null}
      {asked?.what === 'reassign' ? (
        <Chooser
          title={texts.reassignTitle} onClose={() => setAsked(null)}
          choices={agents.filter(({ agentId, state }) => agentId !== agent.agentId && state !== 'offline').map((other) => ({
            id: String(other.agentId), title: other.name, mark: <Avatar name={other.name} isSmall />, end: texts.agentStateNames[other.state],
            run: () => run(giveWork(asked.work.kind, asked.work.interactionId, { from: agent.agentId, to: other.agentId }), texts.reassigned(other.name)),
          }))}
        />
      ) : null}
    </>
  );
}

function StatusChooser({ agent, onClose, onChosen }: { agent: AgentBoardRow; onClose: () => void; onChosen: (statusId: number, name: string) => void }) {
  const { texts } = usePreferences();
  const { data } = useQuery(statusesQuery);
  const choices = (data?.items ?? []).filter(({ isAutomatic }) => !isAutomatic).map(({ id, name }) => {
    const shown = texts.statusNames[name] ?? name;
    return { id: String(id), title: shown, isOn: id === agent.statusId, run: () => onChosen(id, shown) };
  });
  return <Chooser title={texts.changeStatusOf(agent.name)} choices={choices} onClose={onClose} />;
}
