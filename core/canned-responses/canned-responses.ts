import { writeAudit } from '#core/audit/index.ts';
import { CoreError, invalid, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkVariables } from './variables.ts';

export interface CannedResponse { readonly id: number; readonly shortCode: string; readonly content: string; readonly createdAt: string; readonly updatedAt: string }
export interface CannedResponseInput { readonly shortCode: string; readonly content: string }

const columns = sql`id, short_code AS "shortCode", content, created_at AS "createdAt", updated_at AS "updatedAt"`;
const shortCodeMax = 60;
const contentMax = 20_000;

/** All of the account by short code; with `search`, those whose code or text holds it, whatever its case. */
export async function findCannedResponses(tx: Tx, act: Act, { search }: { search?: string } = {}): Promise<CannedResponse[]> {
  requirePermission(act, 'conversations.read');
  const all = await tx.rows(sql<CannedResponse>`SELECT ${columns} FROM canned_responses WHERE account_id = ${tx.accountId} ORDER BY short_code_norm`);
  if (search === undefined || search === '') return all;
  const wanted = search.toLowerCase();
  return all.filter((one) => one.shortCode.toLowerCase().includes(wanted) || one.content.toLowerCase().includes(wanted));
}

export async function getCannedResponse(tx: Tx, act: Act, id: number): Promise<CannedResponse> {
  requirePermission(act, 'conversations.read');
  const found = await tx.maybe(sql<CannedResponse>`SELECT ${columns} FROM canned_responses WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (!found) throw notFound('canned response');
  return found;
}

/** `conflict` where the short code is taken. */
export async function createCannedResponse(tx: Tx, act: Act, input: CannedResponseInput): Promise<CannedResponse> {
  requirePermission(act, 'labels.write');
  const { shortCode, content } = checked(input);
  const made = await tx.one(sql<CannedResponse>`
    INSERT INTO canned_responses (account_id, short_code, short_code_norm, content, created_at, updated_at)
    VALUES (${tx.accountId}, ${shortCode}, ${shortCode.toLowerCase()}, ${content}, ${act.now}, ${act.now}) RETURNING ${columns}`).catch(codeTaken);
  await writeAudit(tx, act, { action: 'canned-response.created', targetKind: 'canned-response', targetId: made.id });
  return made;
}

/** What is not named stays. */
export async function changeCannedResponse(tx: Tx, act: Act, id: number, change: Partial<CannedResponseInput>): Promise<CannedResponse> {
  requirePermission(act, 'labels.write');
  const before = await getCannedResponse(tx, seesAll(act), id);
  const { shortCode, content } = checked({ ...before, ...change });
  const after = await tx.maybe(sql<CannedResponse>`
    UPDATE canned_responses SET short_code = ${shortCode}, short_code_norm = ${shortCode.toLowerCase()}, content = ${content}, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ${columns}`).catch(codeTaken);
  if (!after) throw notFound('canned response');
  await writeAudit(tx, act, { action: 'canned-response.changed', targetKind: 'canned-response', targetId: id });
  return after;
}

export async function deleteCannedResponse(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'labels.write');
  const deleted = await tx.run(sql`DELETE FROM canned_responses WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (deleted === 0) throw notFound('canned response');
  await writeAudit(tx, act, { action: 'canned-response.deleted', targetKind: 'canned-response', targetId: id });
}

function checked({ shortCode, content }: CannedResponseInput): CannedResponseInput {
  const code = shortCode.normalize('NFC').trim();
  if (!/^[\p{L}\p{N}._-]+$/u.test(code) || code.length > shortCodeMax) throw invalid('shortCode', `must be one word of letters, digits, ".", "_" and "-", at most ${shortCodeMax} characters`, 'short-code');
  if (content.trim() === '') throw invalid('content', 'must not be empty', 'empty');
  if (content.length > contentMax || content.includes('\u0000') || !content.isWellFormed()) throw invalid('content', `must be text of at most ${contentMax} characters`, 'too-long', { max: contentMax });
  checkVariables(content, 'content');
  return { shortCode: code, content };
}

function codeTaken(error: unknown): never {
  throw (error as { code?: unknown }).code === '23505' ? new CoreError('conflict', 'There is a canned response with this short code.', { key: 'short-code-taken' }) : error;
}
