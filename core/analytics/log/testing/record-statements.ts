import { sql, type Sql, type Tx } from '#storage/index.ts';

/** A transaction that keeps what it is asked. */
export function recordStatements(tx: Tx): { readonly tx: Tx; readonly statements: Sql[] } {
  const statements: Sql[] = [];
  const kept = <Row>(statement: Sql<Row>): Sql<Row> => {
    statements.push(statement);
    return statement;
  };
  return {
    statements,
    tx: {
      accountId: tx.accountId,
      connection: tx.connection,
      rows: (statement) => tx.rows(kept(statement)),
      one: (statement) => tx.one(kept(statement)),
      maybe: (statement) => tx.maybe(kept(statement)),
      run: (statement) => tx.run(kept(statement)),
      afterCommit: (callback) => tx.afterCommit(callback),
    },
  };
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
