import type pg from 'pg';

/**
 * Fills an account with contacts of believable shape, as the owner, by INSERT ... SELECT. Of a hundred: 85 have one address, 5 two, 1 an address and a phone number, 4 only a number, 1 is a domain, 4 have nothing.
 * Half of them were heard of; 40,000 addresses stand in mail, of which every second is nobody's yet.
 */
export async function seedContacts(owner: pg.Client, { accountId, contacts }: { readonly accountId: number; readonly contacts: number }): Promise<void> {
  const at = `timestamptz '2023-11-01' + n * interval '5 minutes'`;
  const statements = [
    `SET session_replication_role = replica`,
    `CREATE TEMP TABLE seeded AS SELECT n, nextval(pg_get_serial_sequence('contacts', 'id')) AS id FROM generate_series(1, ${contacts}) n`,
    `INSERT INTO contacts (account_id, id, name, created_at, updated_at) SELECT ${accountId}, id, 'Person ' || md5(n::text), ${at}, ${at} FROM seeded`,
    `INSERT INTO contact_points (account_id, contact_id, kind, value, value_norm)
      SELECT ${accountId}, id, kind, value, value FROM seeded CROSS JOIN LATERAL (VALUES
        ('email', 'person' || n || '@home' || n % 500 || '.test', n % 100 < 91), ('email', 'second' || n || '@work' || n % 300 || '.test', n % 100 < 5),
        ('phone', (4930000000000 + n)::text, n % 100 BETWEEN 90 AND 94), ('domain', 'firm' || n || '.test', n % 100 = 95)) p(kind, value, has) WHERE has ORDER BY md5(n::text)`,
    `UPDATE contacts c SET email_norm = p.email, phone_norm = p.phone, domain_norm = p.domain, is_reachable = true FROM (
        SELECT contact_id, (array_agg(value_norm ORDER BY id) FILTER (WHERE kind = 'email'))[1] AS email, max(value_norm) FILTER (WHERE kind = 'phone') AS phone, max(value_norm) FILTER (WHERE kind = 'domain') AS domain
        FROM contact_points WHERE account_id = ${accountId} GROUP BY 1) p WHERE c.account_id = ${accountId} AND c.id = p.contact_id`,
    `INSERT INTO contact_activity (account_id, contact_id, last_at) SELECT ${accountId}, id, ${at} FROM seeded`,
    `INSERT INTO addresses (account_id, id, address, domain) SELECT ${accountId}, nextval(pg_get_serial_sequence('addresses', 'id')), CASE WHEN n % 2 = 0 THEN 'person' ELSE 'stranger' END || n || '@home' || n % 500 || '.test', 'home' || n % 500 || '.test'
      FROM seeded WHERE n % 100 < 91 AND n <= 40000`,
    `INSERT INTO message_parties (account_id, message_id, role, ordinal, address_id) SELECT ${accountId}, id, 'cc', 0, id FROM addresses WHERE account_id = ${accountId}`,
    `DROP TABLE seeded`,
    `SET session_replication_role = origin`,
  ];
  for (const statement of statements) await owner.query(statement);
}
