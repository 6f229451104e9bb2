import { useQuery } from '@tanstack/react-query';
import { contactGroupsQuery, leadSourcesQuery } from '../../api/entities.ts';
import { agentsQuery, channelsQuery, teamsQuery } from '../../api/people.ts';
import { usePermission } from '../../app/use-session.ts';
import type { Known } from './saved-settings.ts';

/** Everybody whom a report can name; null while some of it is on its way. Groups and lead sources only where one may read contacts. */
export function useKnown(): Known | null {
  const may = usePermission();
  const agents = useQuery(agentsQuery);
  const teams = useQuery(teamsQuery);
  const channels = useQuery(channelsQuery);
  const groups = useQuery({ ...contactGroupsQuery(''), enabled: may('contacts.read') });
  const sources = useQuery({ ...leadSourcesQuery, enabled: may('contacts.read') });
  if ([agents, teams, channels, groups, sources].some(({ isLoading }) => isLoading)) return null;
  return {
    agents: agents.data ?? [], teams: teams.data ?? [], channels: (channels.data ?? []).map(({ id, name, address }) => ({ id, name, ...(address !== null && { addresses: [address] }) })),
    groups: groups.data?.items ?? [], sources: sources.data ?? [],
  };
}
