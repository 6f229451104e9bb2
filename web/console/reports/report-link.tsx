import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { filterOnly, type ReportSearch } from './report-address.ts';
import { useReport } from './use-report.tsx';

interface Props {
  readonly part: string;
  /** Beside the filter, which goes along. */
  readonly more?: ReportSearch;
  readonly className?: string;
  readonly label?: string;
  readonly hash?: string;
  readonly children: ReactNode;
}

/** To another report page, with the filter as it stands. */
export function ReportLink({ part, more = {}, className, label, hash, children }: Props) {
  const { search } = useReport();
  return <Link to="/reports/$part" params={{ part }} search={{ ...filterOnly(search), ...more } as Record<string, unknown>} hash={hash ?? ''} {...(className === undefined ? {} : { className })} {...(label === undefined ? {} : { 'aria-label': label })}>{children}</Link>;
}

/** A number, and the way to the rows that it counts. */
export function RowsLink({ more, label, children }: { more: ReportSearch & { readonly figure: string }; label?: string; children: ReactNode }) {
  return <ReportLink part="interactions" more={more} className="figure-link" {...(label === undefined ? {} : { label })}>{children}</ReportLink>;
}
