import { useQuery } from '@tanstack/react-query';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Section } from '../pieces.tsx';
import { EntryList } from './entry-list.tsx';
import { filtersQuery } from './filter-queries.ts';
import { GroupList } from './group-list.tsx';
import { LeftOutList } from './left-out-list.tsx';
import { ModeChoice } from './mode-choice.tsx';
import './filters.css';

/** Which mail is kept and left out of every figure. What a change would do is shown before it is done. */
export function FiltersPart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery(filtersQuery);
  if (isPending) return <Skeletons rows={4} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      <p className="hint">{texts.filtersHint}</p>
      <Section title={texts.filterDomains}>
        <p className="hint">{texts.filterDomainsHint}</p>
        <ModeChoice key={String(data.countsListedOnly)} countsListedOnly={data.countsListedOnly} />
        <EntryList kind="domain" />
      </Section>
      <Section title={texts.filterAddresses}>
        <p className="hint">{texts.filterAddressesHint}</p>
        <EntryList kind="address" />
      </Section>
      <Section title={texts.filterGroups}>
        <p className="hint">{texts.filterGroupsHint}</p>
        <GroupList />
      </Section>
      {may('conversations.read') ? <Section title={texts.filterLeftOut}><LeftOutList /></Section> : null}
    </div>
  );
}
