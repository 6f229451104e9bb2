import { sql } from '#storage/index.ts';

/** Of `mail_filter_entries e`. */
export const entryColumns = sql`e.id, e.kind, e.value, e.created_at AS "createdAt",
  (SELECT min(d.id) FROM mail_filter_entries d WHERE d.account_id = e.account_id AND d.domain = e.domain) AS "domainId"`;
