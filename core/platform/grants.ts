import { sql, type Tx } from '#storage/index.ts';
import { notPermitted, type GrantNoun } from './platform-app.ts';

/** Lets an app see and change something, from now on. Again: nothing happens. */
export async function grantTo(tx: Tx, appId: number, noun: GrantNoun, targetId: number, now: string): Promise<void> {
  await tx.run(sql`INSERT INTO platform_grants (app_id, noun, target_id, granted_at) VALUES (${appId}, ${noun}, ${targetId}, ${now}) ON CONFLICT DO NOTHING`);
}

/** Throws unless the app has it. */
export async function requireGrant(tx: Tx, appId: number, noun: GrantNoun, targetId: number): Promise<void> {
  if (!await tx.maybe(sql<object>`SELECT FROM platform_grants WHERE app_id = ${appId} AND noun = ${noun} AND target_id = ${targetId}`)) throw notPermitted();
}

/** What of a noun the app has, by id. */
export async function findGrants(tx: Tx, appId: number, noun: GrantNoun): Promise<number[]> {
  return (await tx.rows(sql<{ id: number }>`SELECT target_id AS id FROM platform_grants WHERE app_id = ${appId} AND noun = ${noun} ORDER BY target_id`)).map(({ id }) => id);
}

/** It is gone: no app has it any more. */
export async function dropGrants(tx: Tx, noun: GrantNoun, targetId: number): Promise<void> {
  await tx.run(sql`DELETE FROM platform_grants WHERE noun = ${noun} AND target_id = ${targetId}`);
}

/** What the app keeps with something of its own. */
export async function getAttributes(tx: Tx, appId: number, noun: GrantNoun, targetId: number): Promise<Readonly<Record<string, unknown>>> {
  const row = await tx.maybe(sql<{ attributes: Record<string, unknown> }>`SELECT attributes FROM platform_grants WHERE app_id = ${appId} AND noun = ${noun} AND target_id = ${targetId}`);
  return row?.attributes ?? {};
}

/** Replaces what it keeps. */
export async function putAttributes(tx: Tx, appId: number, noun: GrantNoun, targetId: number, attributes: Readonly<Record<string, unknown>>): Promise<void> {
  await tx.run(sql`UPDATE platform_grants SET attributes = ${JSON.stringify(attributes)}::jsonb WHERE app_id = ${appId} AND noun = ${noun} AND target_id = ${targetId}`);
}
