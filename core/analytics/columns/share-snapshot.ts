import { sql, type Tx } from '#storage/index.ts';

/** Under which other transactions can read as of the moment of one that is open. */
export type SnapshotName = string & { readonly brand?: 'snapshot' };

/** Of a transaction that reads as of one moment, for as long as it is open. */
export async function shareSnapshot(tx: Tx): Promise<SnapshotName> {
  return (await tx.one(sql<{ name: SnapshotName }>`SELECT pg_export_snapshot() AS name`)).name;
}

/** Whose moment it was is over: nobody waits for the answer any more. */
export class SnapshotGone extends Error {}

/** The first thing that a repeatable read does. Throws `SnapshotGone`. */
export async function takeSnapshot(tx: Tx, name: SnapshotName): Promise<void> {
  await tx.run(sql`SET TRANSACTION SNAPSHOT ${sql.lit(name)}`).catch((error: unknown) => {
    throw goneCodes.has((error as { code?: string }).code ?? '') ? new SnapshotGone('the transaction that shared its snapshot has ended', { cause: error }) : error;
  });
}

/** No such name any more (undefined_object, invalid_parameter_value); its transaction has just ended (object_not_in_prerequisite_state). */
const goneCodes: ReadonlySet<string> = new Set(['42704', '22023', '55000']);
