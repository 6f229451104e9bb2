import { useId, useState, type ReactNode } from 'react';
import { Button } from '../../design/button.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

interface Table { readonly heads: readonly string[]; readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[] }

/** A chart with its title, and the same as a table on request. */
export function ChartFrame({ title, hint, table, children, action }: { title: ReactNode; hint?: ReactNode; table: () => Table; children: ReactNode; action?: ReactNode }) {
  const texts = useReportTexts();
  const id = useId();
  const [isTable, setTable] = useState(false);
  return (
    <section className="chart-frame" aria-labelledby={id}>
      <header className="chart-head">
        <h2 id={id}>{title}</h2>
        {action}
        <span className="no-print"><Button kind="quiet" aria-pressed={isTable} onPress={() => setTable(!isTable)}>{isTable ? texts.asChart : texts.asTable}</Button></span>
      </header>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      {isTable ? <FigureTable table={table()} labelledBy={id} /> : children}
    </section>
  );
}

export function FigureTable({ table: { heads, rows }, labelledBy }: { table: Table; labelledBy: string }) {
  return (
    <div className="table-frame" role="region" aria-labelledby={labelledBy} tabIndex={0}>
      <table className="board-table plain figures-table">
        <thead><tr>{heads.map((head, at) => <th key={`${at} ${head}`} scope="col">{head}</th>)}</tr></thead>
        <tbody>{rows.map(({ key, cells: [first, ...rest] }) => <tr key={key}><th scope="row">{first}</th>{rest.map((cell, at) => <td key={at} data-name={heads[at + 1]}>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}
