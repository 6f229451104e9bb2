import { Named } from '../filter-bar.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { useReport } from '../use-report.tsx';

export type Scope = { readonly channelId?: number; readonly teamId?: number; readonly agentId?: number };

/** From the party of the address: agent, team and channel mean the same here. */
export function useScope(): Scope {
  const { search: { party } } = useReport();
  const [, kind, id] = /^(agent|team|channel):(\d{1,15})$/.exec(party ?? '') ?? [];
  return kind === undefined ? {} : { [`${kind}Id`]: Number(id) };
}

/** Whose of those who wait. */
export function ScopeChoice() {
  const texts = useReportTexts();
  const { search: { party }, change } = useReport();
  const names = { channel: texts.scopeChannel, team: texts.scopeTeam, agent: texts.scopeAgent };
  return (
    <div className="board-filters no-print">
      {(['channel', 'team', 'agent'] as const).map((kind) => <Named key={kind} kind={kind} label={names[kind]} none={texts.scopeAll} value={party?.startsWith(`${kind}:`) ? party.slice(kind.length + 1) : ''} onChange={(id) => change({ party: id === '' ? undefined : `${kind}:${id}` })} />)}
    </div>
  );
}
