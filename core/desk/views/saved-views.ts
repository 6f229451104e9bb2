import { checkName } from '#core/accounts/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

export type ViewNoun = 'conversation' | 'contact' | 'report';

/** A filter under a name: one's own, a team's, or everybody's. */
export interface SavedView {
  readonly id: number;
  readonly userId: number;
  readonly teamId: number | null;
  readonly isShared: boolean;
  readonly noun: ViewNoun;
  readonly form: string;
  readonly name: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface SavedViewInput {
  readonly noun: ViewNoun;
  /** Who reads the query: `desk`, or the name of the API that wrote it. */
  readonly form: string;
  readonly name: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly teamId?: number | null;
  readonly isShared?: boolean;
}

const columns = sql`id, user_id AS "userId", team_id AS "teamId", is_shared AS "isShared", noun, form, name, query, created_at AS "createdAt", updated_at AS "updatedAt"`;
const queryBytesMax = 16_384;
/** A person's views of one noun; an API that saves one at each request would fill the disk. */
const viewsMax = 1_000;

/** The acting person's own views, those of the person's teams and those for everybody; of one form, by name. */
export async function findSavedViews(tx: Tx, act: Act, { noun, form }: { noun?: ViewNoun; form: string }): Promise<SavedView[]> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  return tx.rows(sql<SavedView>`
    SELECT ${columns} FROM saved_views v WHERE account_id = ${tx.accountId} AND form = ${form} AND (${noun ?? null}::text IS NULL OR noun = ${noun ?? null}) AND ${visibleTo(ownerOf(act))}
    ORDER BY lower(name), id`);
}

export async function getSavedView(tx: Tx, act: Act, id: number, form: string): Promise<SavedView> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const view = await tx.maybe(sql<SavedView>`SELECT ${columns} FROM saved_views v WHERE account_id = ${tx.accountId} AND id = ${id} AND form = ${form} AND ${visibleTo(ownerOf(act))}`);
  if (!view) throw notFound('view');
  return view;
}

export async function createSavedView(tx: Tx, act: Act, input: SavedViewInput): Promise<SavedView> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const userId = ownerOf(act);
  if (isPublished(input)) requirePublisher(act);
  const name = checkName('name', input.name);
  const { n } = await tx.one(sql<{ n: number }>`SELECT count(*)::int AS n FROM saved_views WHERE account_id = ${tx.accountId} AND user_id = ${userId} AND noun = ${input.noun}`);
  if (n >= viewsMax) throw new CoreError('too-large', `A person has at most ${viewsMax} saved views.`, { key: 'too-many-views', values: { max: viewsMax } });
  return tx.one(sql<SavedView>`
    INSERT INTO saved_views (account_id, user_id, team_id, is_shared, noun, form, name, query, created_at, updated_at)
    VALUES (${tx.accountId}, ${userId}, ${input.teamId ?? null}, ${input.isShared ?? false}, ${input.noun}, ${input.form}, ${name}, ${checkedQuery(input.query)}::jsonb, ${act.now}, ${act.now})
    RETURNING ${columns}`).catch(unknownTeam);
}

/** Its owner changes a view; one that others see, also who may change settings: its owner may have left. What is not named stays. */
export async function changeSavedView(tx: Tx, act: Act, id: number, form: string, change: Partial<Omit<SavedViewInput, 'form'>>): Promise<SavedView> {
  requirePermission(act, 'conversations.read');
  const before = await getSavedView(tx, act, id, form);
  const next = { ...before, ...change };
  if (isPublished(next) && !isPublished(before)) requirePublisher(act);
  const after = await tx.maybe(sql<SavedView>`
    UPDATE saved_views SET name = ${checkName('name', next.name)}, noun = ${next.noun}, query = ${checkedQuery(next.query)}::jsonb, team_id = ${next.teamId}::bigint,
      is_shared = ${next.isShared}::boolean, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id} AND ${changeableBy(act)} RETURNING ${columns}`).catch(unknownTeam);
  if (!after) throw new CoreError('forbidden', 'Only who made a view can change it, and who may change settings where others see it.', { key: 'not-your-view' });
  return after;
}

/** As in changing. */
export async function deleteSavedView(tx: Tx, act: Act, id: number, form: string): Promise<void> {
  requirePermission(act, 'conversations.read');
  await getSavedView(tx, act, id, form);
  const deleted = await tx.run(sql`DELETE FROM saved_views WHERE account_id = ${tx.accountId} AND id = ${id} AND ${changeableBy(act)}`);
  if (deleted === 0) throw new CoreError('forbidden', 'Only who made a view can delete it, and who may change settings where others see it.', { key: 'not-your-view' });
}

function visibleTo(userId: number) {
  return sql`(v.user_id = ${userId} OR v.is_shared OR v.team_id IN (
    SELECT m.team_id FROM team_members m JOIN agents a ON a.account_id = m.account_id AND a.id = m.agent_id WHERE m.account_id = v.account_id AND a.user_id = ${userId}))`;
}

function changeableBy(act: Act) {
  const { permissions } = act.actor;
  const mayAll = permissions === 'all' || permissions.has('settings.write');
  return sql`(user_id = ${ownerOf(act)} OR (${mayAll}::boolean AND (is_shared OR team_id IS NOT NULL)))`;
}

function isPublished({ isShared = false, teamId = null }: Pick<SavedViewInput, 'isShared' | 'teamId'>): boolean {
  return isShared || teamId !== null;
}

/** Whoever writes to colleagues may show them a view; who only reads keeps his own. */
function requirePublisher(act: Act): void {
  requirePermission(act, 'conversations.note');
}

function ownerOf(act: Act): number {
  if (act.actor.kind !== 'user' || act.actor.id === null) throw new CoreError('forbidden', 'Views belong to people who are signed in.', { key: 'people-only' });
  return act.actor.id;
}

/** jsonb holds neither NUL nor lone surrogates. */
function checkedQuery(query: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(query, (_key, inner: unknown) => (typeof inner === 'string' ? inner.toWellFormed().replaceAll('\0', '') : inner));
  if (Buffer.byteLength(text) > queryBytesMax) throw invalid('query', `must be at most ${queryBytesMax} bytes`, 'too-long', { max: queryBytesMax });
  return text;
}

function unknownTeam(error: unknown): never {
  throw (error as { code?: unknown }).code === '23503' ? notFound('team') : error;
}
