-- Lists, search and filters of contacts, and tokens that ask for a variant of their API's answers.
ALTER TABLE tokens ADD COLUMN variant text;
COMMENT ON COLUMN tokens.variant IS 'Which variant of its API''s answers the token gets, in that API''s own words; null: the usual one.';

ALTER TABLE contacts ADD COLUMN name_norm text NOT NULL GENERATED ALWAYS AS (lower(name)) STORED;
COMMENT ON COLUMN contacts.name_norm IS 'For order and search: stored, because a function of a column is no index condition under row security.';
CREATE INDEX contacts_by_name ON contacts (account_id, name_norm, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_name_trigrams ON contacts USING gin (account_id, name_norm gin_trgm_ops) WHERE deleted_at IS NULL;
CREATE INDEX contact_points_trigrams ON contact_points USING gin (account_id, value_norm gin_trgm_ops);

CREATE TABLE contact_activity (
  account_id bigint NOT NULL,
  contact_id bigint NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, contact_id)
);
CREATE INDEX contact_activity_by_time ON contact_activity (account_id, last_at DESC, contact_id DESC);
COMMENT ON TABLE contact_activity IS 'Projection: when a contact''s conversations last saw a message. Contacts without a conversation have no row.';

CREATE INDEX conversations_of_bots ON conversations (account_id, life, last_message_at DESC, id DESC) WHERE handler = 'bot' AND merged_into IS NULL;
