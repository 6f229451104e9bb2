import { useQuery } from '@tanstack/react-query';
import { dealChoicesQuery } from '../api/reports.ts';
import { Several, Typed } from './filter-fields.tsx';
import type { Report } from './use-report.tsx';
import { useReportTexts } from './use-report-texts.tsx';

const number = (typed: string): number | undefined => (typed === '' || !Number.isFinite(Number(typed)) ? undefined : Number(typed));
const chosenIds = (chosen: readonly string[] | undefined): readonly number[] | undefined => chosen?.map(Number);

/** By what is known of deals: all of it must hold for one deal. Not there where the account keeps none and asks for none. */
export function DealFilter({ report: { search, change } }: { report: Report }) {
  const texts = useReportTexts();
  const { data } = useQuery(dealChoicesQuery);
  const isAsked = search.dealStages !== undefined || search.dealOwners !== undefined || search.dealName !== undefined || search.dealFrom !== undefined || search.dealTo !== undefined;
  if (!data || (data.stages.length === 0 && data.owners.length === 0 && !isAsked)) return null;
  const pipelines = new Set(data.stages.map(({ pipeline }) => pipeline));
  const stageNames = Object.fromEntries(data.stages.map(({ id, label, pipeline }) => [String(id), pipelines.size > 1 ? `${pipeline}: ${label}` : label]));
  return (
    <fieldset className="deal-filter">
      <legend>{texts.dealFilters}</legend>
      {data.stages.length === 0 ? null : <Several label={texts.dealStage} words={stageNames} chosen={search.dealStages?.map(String)} onChange={(chosen) => change({ dealStages: chosenIds(chosen) })} />}
      {data.owners.length === 0 ? null : <Several label={texts.dealOwner} words={Object.fromEntries(data.owners.map(({ id, name }) => [String(id), name]))} chosen={search.dealOwners?.map(String)} onChange={(chosen) => change({ dealOwners: chosenIds(chosen) })} />}
      <Typed label={texts.dealName} value={search.dealName ?? ''} onChange={(name) => change({ dealName: name || undefined })} />
      <Typed label={texts.dealFrom} type="number" value={search.dealFrom === undefined ? '' : String(search.dealFrom)} onChange={(typed) => change({ dealFrom: number(typed) })} />
      <Typed label={texts.dealTo} type="number" value={search.dealTo === undefined ? '' : String(search.dealTo)} onChange={(typed) => change({ dealTo: number(typed) })} />
    </fieldset>
  );
}
