import { domainOf, requirePermission, type Act } from '#core/kernel/index.ts';
import { getSettingVersions, internalDomainsOf } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What other internal domains would change: mails that change side, and the conversations they lie in. */
export interface ReclassifyPreview {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly messages: number;
  readonly conversations: number;
}

/**
 * What `setInternalDomains` and `reclassifyMail` after it would do, without doing it. Counts held mail whose sender's domain comes in, goes, or needs
 * proof no longer or again; an address that is ours for another reason (a channel's, an agent's whom an administrator made) stays ours, a list's never is.
 */
export async function previewReclassify(tx: Tx, act: Act, domains: readonly string[], withoutProof?: readonly string[]): Promise<ReclassifyPreview> {
  requirePermission(act, 'settings.read');
  const present = (await getSettingVersions(tx, 'internal-domains')).at(-1)?.body ?? { domains: [] };
  const wanted = internalDomainsOf(present, domains, withoutProof);
  const [free, wasFree] = [wanted.unproved ?? [], present.unproved ?? []];
  const added = wanted.domains.filter((domain) => !present.domains.includes(domain));
  const removed = present.domains.filter((domain) => !wanted.domains.includes(domain));
  const judgedAnew = [...free.filter((domain) => !wasFree.includes(domain)), ...wasFree.filter((domain) => !free.includes(domain))];
  const counts = await tx.one(sql<{ messages: number; conversations: number }>`
    WITH senders AS (
      SELECT a.id, a.domain = ANY(${[...free]}::text[]) AS is_free,
        a.domain = ANY(${[...wanted.domains]}::text[])
          OR EXISTS (SELECT FROM channel_addresses ca WHERE ca.account_id = a.account_id AND ca.address = a.address)
          OR EXISTS (SELECT FROM agent_addresses aa JOIN agents g ON g.account_id = aa.account_id AND g.id = aa.agent_id
            WHERE aa.account_id = a.account_id AND aa.address = a.address AND NOT g.is_discovered) AS is_inside
      FROM addresses a
      WHERE a.account_id = ${tx.accountId} AND a.domain = ANY(${[...added, ...removed, ...judgedAnew]}::text[])
        AND NOT EXISTS (SELECT FROM channel_addresses ca JOIN channels c ON c.account_id = ca.account_id AND c.id = ca.channel_id
          WHERE ca.account_id = a.account_id AND ca.address = a.address AND c.is_list))
    SELECT count(DISTINCT m.id) AS messages, count(DISTINCT m.conversation_id) AS conversations
    FROM senders s
      JOIN message_parties p ON p.account_id = ${tx.accountId} AND p.address_id = s.id
      JOIN messages m ON m.account_id = p.account_id AND m.id = p.message_id AND m.sender_id = s.id
    WHERE m.account_id = ${tx.accountId} AND m.content_hash IS NOT NULL AND m.direction IN ('incoming', 'outgoing')
      AND (m.direction = 'outgoing') <> (s.is_inside AND (s.is_free OR m.sender_proof IS DISTINCT FROM 'none'))`);
  return { added, removed, ...counts };
}

/** Domains of channels and of agents that are not among the internal ones, as a proposal; mail providers that anybody uses are left out. */
export async function suggestInternalDomains(tx: Tx, act: Act): Promise<string[]> {
  requirePermission(act, 'settings.read');
  const rows = await tx.rows(sql<{ address: string }>`
    SELECT ca.address FROM channel_addresses ca JOIN channels c ON c.account_id = ca.account_id AND c.id = ca.channel_id
    WHERE ca.account_id = ${tx.accountId} AND NOT c.is_list
    UNION SELECT aa.address FROM agent_addresses aa WHERE aa.account_id = ${tx.accountId}
    UNION SELECT u.email_norm FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.account_id = ${tx.accountId} AND m.ended_at IS NULL`);
  const present = new Set((await getSettingVersions(tx, 'internal-domains')).at(-1)?.body.domains ?? []);
  const domains = new Set(rows.map(({ address }) => domainOf(address)).filter((domain) => domain.includes('.') && !present.has(domain) && !everybodys.has(domain)));
  return [...domains].sort();
}

/** Whoever has an address there is nobody of ours for that. */
const everybodys: ReadonlySet<string> = new Set([
  'aol.com', 'fastmail.com', 'free.fr', 'gmail.com', 'gmx.at', 'gmx.ch', 'gmx.de', 'gmx.net', 'googlemail.com', 'hotmail.com', 'icloud.com', 'laposte.net', 'libero.it', 'live.com',
  'mac.com', 'mail.com', 'mail.ru', 'mailbox.org', 'me.com', 'msn.com', 'orange.fr', 'outlook.com', 'outlook.de', 'posteo.de', 'proton.me', 'protonmail.com', 'qq.com', 't-online.de',
  'web.de', 'yahoo.co.uk', 'yahoo.com', 'yahoo.de', 'yahoo.fr', 'yandex.ru', 'ymail.com', 'zoho.com',
]);
