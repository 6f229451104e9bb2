-- New mail is found at once, history behind it. See decision 0032.
CREATE TABLE search_fills (
  account_id bigint NOT NULL REFERENCES accounts(id),
  begun_at timestamptz NOT NULL,
  before_id bigint,
  done bigint NOT NULL DEFAULT 0,
  total bigint,
  finished_at timestamptz,
  PRIMARY KEY (account_id)
);
COMMENT ON TABLE search_fills IS 'History whose search documents are made behind the events: the consumer began at the head. Moved in the transaction of its work. Global: it holds counts only.';
COMMENT ON COLUMN search_fills.before_id IS 'Messages (and documents) with lower ids are still to come; null: all.';
COMMENT ON COLUMN search_fills.total IS 'Messages of the account when the fill began; null: not counted yet.';

-- Who is in the middle of reading all history from its first event on begins at the head instead, and fills.
DELETE FROM event_cursors c USING event_heads h WHERE c.consumer = 'search-words' AND h.account_id = c.account_id AND h.position - c.position > 5000;

-- Which sentence a text is that a page shows, with what fills its gaps: for pages in other languages. Null: words of a server.
ALTER TABLE mailbox_folders ADD error_said jsonb;
ALTER TABLE sending_brakes ADD error_said jsonb;
ALTER TABLE outgoing_mails ADD last_error_said jsonb;
ALTER TABLE import_batches ADD failed_said jsonb;
COMMENT ON COLUMN mailbox_folders.error_said IS 'Key and values of the sentence that error_text is; null: words of the server.';
COMMENT ON COLUMN sending_brakes.error_said IS 'As in mailbox_folders.';
COMMENT ON COLUMN outgoing_mails.last_error_said IS 'As in mailbox_folders.';
COMMENT ON COLUMN import_batches.failed_said IS 'Key and values of the refusal that failed_because is.';

-- Mails that somebody vouched for: counted in a channel's health, and taken back.
CREATE INDEX messages_vouched_for ON messages (account_id, channel_id, at) WHERE sender_proof = 'person';

CREATE TABLE contact_erasures (
  account_id bigint NOT NULL,
  contact_id bigint NOT NULL,
  contact_ids bigint[] NOT NULL,
  address_ids bigint[] NOT NULL,
  after_id bigint NOT NULL DEFAULT 0,
  upto_id bigint NOT NULL,
  begun_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (account_id, contact_id),
  FOREIGN KEY (account_id, contact_id) REFERENCES contacts(account_id, id)
);
CREATE INDEX contact_erasures_open ON contact_erasures (account_id, begun_at) WHERE finished_at IS NULL;
COMMENT ON TABLE contact_erasures IS 'Contacts that were erased: whose messages, up to where they are emptied. Holds ids only.';
COMMENT ON COLUMN contact_erasures.upto_id IS 'The account''s last message by then: what is written later is not meant.';
COMMENT ON COLUMN contact_erasures.contact_ids IS 'The contact and those that had become one with it.';
COMMENT ON COLUMN contact_erasures.address_ids IS 'Of addresses: theirs, by then no address any more.';

-- Which bytes are still named, when some are to go: the keys of raw mails and files ask the same.
CREATE INDEX quarantine_by_raw ON quarantine (account_id, raw_sha256);
CREATE INDEX uploads_by_file ON uploads (account_id, sha256);
