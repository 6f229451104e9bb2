import { sql, type Sql, type Tx } from '#storage/index.ts';

/** A transaction that keeps what it is asked. */
export function recordStatements(tx: Tx): { readonly tx: Tx; readonly statements: Sql[] } {
  const statements: Sql[] = [];
  const kept = <Rest>(ask: (statement: never) => Rest) => (statement: Sql): Rest => {
    statements.push(statement);
    return ask(statement as never);
  };
  return { tx: { ...tx, rows: kept(tx.rows) as Tx['rows'], one: kept(tx.one) as Tx['one'], maybe: kept(tx.maybe) as Tx['maybe'], run: kept(tx.run) }, statements };
}

export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The plan the role of this transaction gets, as a flat list of its nodes. */
export async function explain(tx: Tx, statement: Sql): Promise<PlanNode[]> {
  const row = await tx.one(sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }>`EXPLAIN (FORMAT JSON) ${statement}`);
  const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  return row['QUERY PLAN'].flatMap(({ Plan }) => flat(Plan));
}
