import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { ByTable } from './by-table.tsx';

/** Each customer, or each domain of customers. */
export function ContactsPart() {
  const texts = useReportTexts();
  const { search, change } = useReport();
  const split = search.split === 'domain' ? 'domain' : 'contact';
  return (
    <>
      <label className="board-choice no-print"><span>{texts.contactsBy}</span><select className="input" value={split} onChange={(event) => change({ split: event.target.value as 'contact' | 'domain' })}>{(['contact', 'domain'] as const).map((one) => <option key={one} value={one}>{texts.contactsByChoices[one]}</option>)}</select></label>
      <ByTable split={split} />
    </>
  );
}
