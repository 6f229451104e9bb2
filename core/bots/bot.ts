import { checkName, type SealedPlace } from '#core/accounts/index.ts';
import { invalid } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkCallUrl } from '#core/webhooks/index.ts';

/** A program that answers customers. */
export interface Bot {
  readonly id: number;
  /** Of no account: it can be set on channels here, and is changed by whoever made it only. */
  readonly isPlatform: boolean;
  readonly name: string;
  readonly description: string;
  /** Where it is told of what happens in its channels; null: nowhere. */
  readonly outgoingUrl: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface BotInput { readonly name: string; readonly description?: string; readonly outgoingUrl?: string | null }

/** A bot with its token, which is shown to who may change bots. */
export interface BotMade { readonly bot: Bot; readonly token: string }

/** Own bots and platform bots alike; the latter say themselves what they are. `b` and `p` are the rows of both. */
export const botColumns = sql`
  coalesce(p.id, b.id) AS id, p.id IS NOT NULL AS "isPlatform", coalesce(p.name, b.name) AS name, coalesce(p.description, b.description) AS description,
  CASE WHEN p.id IS NOT NULL THEN p.outgoing_url ELSE b.outgoing_url END AS "outgoingUrl", coalesce(p.created_at, b.created_at) AS "createdAt", coalesce(p.updated_at, b.updated_at) AS "updatedAt"`;

const descriptionMax = 5_000;

export function checkBot({ name, description = '', outgoingUrl = null }: BotInput): Required<BotInput> {
  if (description.length > descriptionMax || description.includes('\0') || !description.isWellFormed()) throw invalid('description', `must be text of at most ${descriptionMax} characters`, 'too-long', { max: descriptionMax });
  return { name: checkName('name', name), description, outgoingUrl: outgoingUrl === null || outgoingUrl === '' ? null : checkCallUrl('outgoingUrl', outgoingUrl) };
}

/** What a bot's token is sealed for. */
export const botTokenPlace = (tx: Tx, id: number): SealedPlace => ({ table: 'bots', column: 'token_sealed', row: `${tx.accountId}:${id}` });
export const platformBotTokenPlace = (id: number): SealedPlace => ({ table: 'platform_bots', column: 'token_sealed', row: id });
