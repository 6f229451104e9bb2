import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useNow } from '../app/use-now.ts';
import { useSession } from '../app/use-session.ts';
import { todayIn, type DayRange } from './period.ts';
import { queryOf, rangeOf, readReportSearch, type ReportSearch } from './report-address.ts';

export interface Report {
  /** What the address says. */
  readonly search: ReportSearch;
  readonly range: DayRange;
  /** The filter as the server takes it. */
  readonly query: ReturnType<typeof queryOf>;
  /** The account's, whose days are counted. */
  readonly zone: string;
  /** Changes the address; what is undefined is taken out of it. */
  readonly change: (part: { readonly [Key in keyof ReportSearch]?: ReportSearch[Key] | undefined }) => void;
}

export function useReport(): Report {
  const { account: { zone } } = useSession();
  const navigate = useNavigate();
  const written = JSON.stringify(useSearch({ strict: false }));
  const today = todayIn(zone, useNow());
  return useMemo((): Report => {
    const search = readReportSearch(JSON.parse(written) as Readonly<Record<string, unknown>>);
    const range = rangeOf(search, today);
    return {
      search, range, zone, query: queryOf(search, range),
      change: (part) => void navigate({ to: '.', search: readReportSearch({ ...search, ...part }) as Record<string, unknown>, replace: true }),
    };
  }, [written, today, zone, navigate]);
}
