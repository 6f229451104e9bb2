import { sql, type Tx } from '#storage/index.ts';
import type { NewId } from '../interaction.ts';

const blockSize = 100;

/** Ids for the parts that this transaction makes: a block of a hundred of the sequence, whose rest is lost. */
export async function newPartIds(tx: Tx): Promise<NewId> {
  const { first } = await tx.one(sql<{ first: number }>`SELECT nextval('interaction_part_ids') AS first`);
  return idsFrom(first);
}

export function idsFrom(first: number): NewId {
  let used = 0;
  return () => {
    if (used === blockSize) throw new Error(`one transaction made more than ${blockSize} parts of interactions`);
    used += 1;
    return first + used - 1;
  };
}
