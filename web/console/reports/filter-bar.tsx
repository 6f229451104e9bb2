import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { agentsQuery, channelsQuery, labelsQuery, teamsQuery } from '../api/people.ts';
import { Button } from '../design/button.tsx';
import { contactGroupsQuery, leadSourcesQuery } from '../api/entities.ts';
import { usePermission } from '../app/use-session.ts';
import { DealFilter } from './deal-filter.tsx';
import { Choice, Several, Typed } from './filter-fields.tsx';
import { periods, type Period } from './period.ts';
import { filterCount, filterOnly, type ReportSearch } from './report-address.ts';
import { useReport, type Report } from './use-report.tsx';
import { useReportTexts } from './use-report-texts.tsx';

/** The period, and behind a button all else that a report can be cut by. It stands in the address. */
export function FilterBar() {
  const texts = useReportTexts();
  const report = useReport();
  const { search, change } = report;
  const count = filterCount(search);
  const [isOpen, setOpen] = useState(count > 0);
  const clear = (): void => change(Object.fromEntries(Object.keys(filterOnly(search)).filter((key) => key !== 'period' && key !== 'from' && key !== 'to').map((key) => [key, undefined])));
  return (
    <section className="report-filter no-print" aria-label={texts.filters}>
      <div className="board-filters">
        <PeriodChoice report={report} />
        <span className="filter-acts">
          <Button kind={count > 0 ? 'plain' : 'quiet'} aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>{texts.filtersOn(count)}</Button>
          {count > 0 ? <Button kind="quiet" onPress={clear}>{texts.clearFilters}</Button> : null}
        </span>
      </div>
      {isOpen ? <MoreFilters report={report} /> : null}
    </section>
  );
}

/** Which days. */
export function PeriodChoice({ report }: { report: Report }) {
  const texts = useReportTexts();
  const { search, change } = report;
  return (
    <>
      <Choice label={texts.period}>
        <select className="input" value={search.period ?? '30d'} onChange={(event) => choosePeriod(report, event.target.value as Period)}>{periods.map((one) => <option key={one} value={one}>{texts.periods[one]}</option>)}</select>
      </Choice>
      {search.period === 'custom' ? (
        <>
          <Choice label={texts.from}><input className="input" type="date" value={search.from ?? ''} max={search.to} onChange={(event) => change({ from: event.target.value || undefined })} /></Choice>
          <Choice label={texts.to}><input className="input" type="date" value={search.to ?? ''} min={search.from} onChange={(event) => change({ to: event.target.value || undefined })} /></Choice>
        </>
      ) : null}
    </>
  );
}

function choosePeriod({ range, change }: Report, period: Period): void {
  change({ period, from: period === 'custom' ? range.from ?? undefined : undefined, to: period === 'custom' ? range.to ?? undefined : undefined });
}

function MoreFilters({ report }: { report: Report }) {
  const { search, change } = report;
  const texts = useReportTexts();
  const { data: labels = [] } = useQuery(labelsQuery);
  return (
    <div className="more-filters">
      <PartyChoice key={`party ${search.party ?? ''}`} label={texts.whom} value={search.party} onChange={(party) => change({ party })} />
      <PartyChoice key={`with ${search.with ?? ''}`} label={texts.withWhom} value={search.with} onChange={(other) => change({ with: other })} />
      <div className="filter-checks">
        <label className="check"><input type="checkbox" checked={search.exclusive === true} onChange={(event) => change({ exclusive: event.target.checked || undefined })} />{texts.exclusive}</label>
        <label className="check"><input type="checkbox" checked={search.noCc === true} onChange={(event) => change({ noCc: event.target.checked || undefined })} />{texts.notInCc}</label>
      </div>
      <Several label={texts.conversationKind} words={texts.threadTypes} chosen={search.types} onChange={(types) => change({ types: types as ReportSearch['types'] })} />
      <Several label={texts.conversationStatus} words={texts.threadStatuses} chosen={search.statuses} onChange={(statuses) => change({ statuses: statuses as ReportSearch['statuses'] })} />
      <Several label={texts.replies} words={texts.replyPresences} chosen={search.replies} onChange={(replies) => change({ replies: replies as ReportSearch['replies'] })} />
      <Several label={texts.messageClass} words={texts.classes} chosen={search.classes} onChange={(classes) => change({ classes: classes as ReportSearch['classes'] })} />
      <Several label={texts.messageKind} words={texts.threadTypes} chosen={search.messages} onChange={(messages) => change({ messages: messages as ReportSearch['messages'] })} />
      {labels.length === 0 ? null : (
        <div>
          <Several label={texts.labels} words={Object.fromEntries(labels.filter(({ name }) => !name.includes(',')).map(({ name }) => [name, name]))} chosen={search.labels} onChange={(chosen) => change({ labels: chosen })} />
          {(search.labels?.length ?? 0) > 1 ? <label className="check"><input type="checkbox" checked={search.labelsAll === true} onChange={(event) => change({ labelsAll: event.target.checked || undefined })} />{texts.labelsAll}</label> : null}
        </div>
      )}
      <Typed label={texts.subjectWords} value={search.q ?? ''} onChange={(q) => change({ q: q || undefined })} />
      <Typed label={texts.slowerThan} type="number" value={search.over === undefined ? '' : String(search.over / 60)} onChange={(minutes) => change({ over: minutes === '' || !(Number(minutes) >= 0) ? undefined : Math.round(Number(minutes) * 60) })} />
      <Typed label={texts.closedSlowerThan} type="number" value={search.closedOver === undefined ? '' : String(search.closedOver / 60)} onChange={(minutes) => change({ closedOver: minutes === '' || !(Number(minutes) >= 0) ? undefined : Math.round(Number(minutes) * 60) })} />
      <Typed label={texts.nudgesMin} type="number" value={String(search.nudges ?? '')} onChange={(times) => change({ nudges: wholeTimes(times) })} />
      <Typed label={texts.touchesMin} type="number" value={String(search.touches ?? '')} onChange={(times) => change({ touches: wholeTimes(times) })} />
      <Choice label={texts.touchedFrom}><input className="input" type="date" value={search.touchedFrom ?? ''} max={search.touchedTo} onChange={(event) => change({ touchedFrom: event.target.value || undefined })} /></Choice>
      <Choice label={texts.touchedTo}><input className="input" type="date" value={search.touchedTo ?? ''} min={search.touchedFrom} onChange={(event) => change({ touchedTo: event.target.value || undefined })} /></Choice>
      <DealFilter key={`${search.dealName ?? ''} ${search.dealFrom ?? ''} ${search.dealTo ?? ''}`} report={report} />
    </div>
  );
}

function wholeTimes(text: string): number | undefined {
  const times = Math.round(Number(text));
  return times > 0 && times <= 1_000_000 ? times : undefined;
}

const kinds = ['', 'agent', 'team', 'channel', 'contact', 'domain', 'group', 'lead-source', 'internal'] as const;
type Kind = (typeof kinds)[number];

/** Whom: a kind, then who of it. */
export function PartyChoice({ label, value, onChange, offered = kinds }: { label: string; value: string | undefined; onChange: (party: string | undefined) => void; offered?: readonly Kind[] }) {
  const texts = useReportTexts();
  const held = value === undefined ? '' : value.split(':', 1)[0]!;
  const may = usePermission();
  const [kind, setKind] = useState<Kind>((offered as readonly string[]).includes(held) ? held as Kind : '');
  const rest = value === undefined ? '' : value.slice(held.length + 1);
  const choose = (next: Kind): void => {
    setKind(next);
    if (next === '') onChange(undefined);
    else if (next === 'internal') onChange('internal');
  };
  return (
    <div className="party-choice">
      <Choice label={label}><select className="input" value={kind} onChange={(event) => choose(event.target.value as Kind)}>{offered.filter((one) => (one !== 'group' && one !== 'lead-source') || may('contacts.read')).map((one) => <option key={one} value={one}>{texts.partyKinds[one]}</option>)}</select></Choice>
      {isNamed(kind) ? <Named key={kind} kind={kind} value={kind === held ? rest : ''} onChange={(id) => onChange(`${kind}:${id}`)} /> : null}
      {kind === 'contact' || kind === 'domain' ? <Typed key={kind} label={texts.partyValue} value={kind === held ? rest : ''} onChange={(typed) => onChange(typed === '' ? undefined : `${kind}:${typed}`)} /> : null}
    </div>
  );
}

type NamedKind = 'agent' | 'team' | 'channel' | 'group' | 'lead-source';
const isNamed = (kind: Kind): kind is NamedKind => kind === 'agent' || kind === 'team' || kind === 'channel' || kind === 'group' || kind === 'lead-source';

/** The people, teams, channels, contact groups or lead sources of the account to choose from. */
export function Named({ kind, value, onChange, label, none }: { kind: NamedKind; value: string; onChange: (id: string) => void; label?: string; none?: string }) {
  const texts = useReportTexts();
  const agents = useQuery({ ...agentsQuery, enabled: kind === 'agent' });
  const teams = useQuery({ ...teamsQuery, enabled: kind === 'team' });
  const channels = useQuery({ ...channelsQuery, enabled: kind === 'channel' });
  const groups = useQuery({ ...contactGroupsQuery(''), enabled: kind === 'group' });
  const sources = useQuery({ ...leadSourcesQuery, enabled: kind === 'lead-source' });
  const items: readonly { readonly id: number; readonly name: string }[] = { agent: agents.data, team: teams.data, channel: channels.data, group: groups.data?.items, 'lead-source': sources.data }[kind] ?? [];
  return (
    <Choice label={label ?? texts.partyValue}>
      <select className="input" value={value} onChange={(event) => { if (event.target.value !== '' || none !== undefined) onChange(event.target.value); }}>
        <option value="">{none ?? texts.choose}</option>
        {items.map(({ id, name }) => <option key={id} value={String(id)}>{name}</option>)}
      </select>
    </Choice>
  );
}
