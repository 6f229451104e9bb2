import { useQuery } from '@tanstack/react-query';
import type { Act } from '../../api/desk.ts';
import { agentsQuery, labelsQuery, teamsQuery } from '../../api/people.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { longMoment, shortMoment } from '../../design/time-text.ts';

/** What was done, in one line between the messages. */
export function ActLine({ act }: { act: Act }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { data: agents } = useQuery(agentsQuery);
  const { data: teams } = useQuery(teamsQuery);
  const { data: labels } = useQuery(labelsQuery);
  const who = act.actor.name ?? texts.actors[act.actor.kind];
  const named = (list: readonly { readonly id: number; readonly name: string }[] | undefined, id: Act['to']): string => list?.find((one) => one.id === Number(id))?.name ?? String(id ?? '');
  const to = ((): string => {
    switch (act.what) {
      case 'assignee': return act.to === null ? '' : named(agents, act.to);
      case 'team': return act.to === null ? '' : named(teams, act.to);
      case 'labelled':
      case 'unlabelled': return named(labels, act.to ?? act.from);
      case 'priority': return texts.priorities[Number(act.to ?? 0)] ?? '';
      case 'life': return texts.lives[act.to as 'open'] ?? String(act.to ?? '');
      case 'turn': return texts.turns[act.to as 'agent'] ?? String(act.to ?? '');
      case 'opened': case 'handler': case 'live': case 'subject': case 'merged': case 'unmerged': case 'linked': case 'split': return String(act.to ?? act.from ?? '');
    }
  })();
  return (
    <p className="act">
      <span>{(act.what === 'life' ? texts.lifeActs[String(act.to)]?.(who, act.until === null ? '' : shortMoment(act.until, nowMs, locale, zone)) : undefined) ?? texts.acts[act.what](who, to)}</span>
      <time dateTime={act.at} title={longMoment(act.at, locale, zone)}>{shortMoment(act.at, nowMs, locale, zone)}</time>
    </p>
  );
}
