-- Lists of contacts at any depth: what a contact is listed by stands in its own row. Decision 0062.
ALTER TABLE contacts
  ADD COLUMN email_norm text,
  ADD COLUMN phone_norm text,
  ADD COLUMN domain_norm text,
  ADD COLUMN is_reachable boolean NOT NULL DEFAULT false,
  ADD COLUMN has_mail boolean NOT NULL GENERATED ALWAYS AS (email_norm IS NOT NULL OR domain_norm IS NOT NULL) STORED;
COMMENT ON COLUMN contacts.email_norm IS 'The first of its contact_points of the kind, comparable; null: it has none. Kept by whatever changes points (core/contacts/keep-first-points.ts). The same for phone and domain.';
COMMENT ON COLUMN contacts.is_reachable IS 'It has a contact point of any kind.';
COMMENT ON COLUMN contacts.has_mail IS 'It has a mail address or is a mail domain.';

UPDATE contacts c SET email_norm = f.email, phone_norm = f.phone, domain_norm = f.domain, is_reachable = true
FROM (
  SELECT account_id, contact_id, max(value_norm) FILTER (WHERE kind = 'email') AS email, max(value_norm) FILTER (WHERE kind = 'phone') AS phone, max(value_norm) FILTER (WHERE kind = 'domain') AS domain
  FROM (SELECT DISTINCT ON (account_id, contact_id, kind) account_id, contact_id, kind, value_norm FROM contact_points ORDER BY account_id, contact_id, kind, is_main DESC, id) firsts
  GROUP BY account_id, contact_id
) f WHERE c.account_id = f.account_id AND c.id = f.contact_id;

-- Each list is a walk along one of these, its count a walk over the smallest that holds it; neither asks another table.
CREATE INDEX contacts_with_mail ON contacts (account_id, has_mail, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_reachable ON contacts (account_id, is_reachable, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_email ON contacts (account_id, email_norm, id) WHERE deleted_at IS NULL AND email_norm IS NOT NULL;
CREATE INDEX contacts_by_phone ON contacts (account_id, phone_norm, id) WHERE deleted_at IS NULL AND phone_norm IS NOT NULL;
CREATE INDEX contacts_by_domain ON contacts (account_id, domain_norm, id) WHERE deleted_at IS NULL AND domain_norm IS NOT NULL AND email_norm IS NULL;
DROP INDEX contacts_by_name;
CREATE INDEX contacts_by_name ON contacts (account_id, is_reachable, name_norm, id) WHERE deleted_at IS NULL;
-- Was made for the count that the lists above have taken over.
DROP INDEX contact_points_mail;

-- One rule for all work beside the requests: whom it may be done for. And owners are told of a deletion by mail. Decision 0070.
CREATE VIEW open_accounts WITH (security_invoker = true) AS SELECT id FROM accounts WHERE deleted_at IS NULL;
COMMENT ON VIEW open_accounts IS 'Accounts that work may be done for: all but those that were deleted, which are shut until they are erased or come back. Whatever looks for work in all accounts asks this.';
GRANT SELECT ON open_accounts TO patchbay_app, patchbay_definer;

ALTER TABLE account_erasures ADD COLUMN told_at timestamptz;
COMMENT ON COLUMN account_erasures.told_at IS 'When the mails to the owners, with the link that undoes the deletion, were left for the job runner; null: not yet.';
-- Who deleted an account before there were such mails knows.
UPDATE account_erasures SET told_at = asked_at;
