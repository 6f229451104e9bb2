-- What the desk was still missing: why an import failed, and the mail to somebody new that is not finished.
ALTER TABLE import_batches ADD failed_because text;
COMMENT ON COLUMN import_batches.failed_because IS 'For whoever looks at the import: why it ended before its end.';

CREATE TABLE new_mail_drafts (
  account_id bigint NOT NULL REFERENCES accounts(id),
  user_id bigint NOT NULL REFERENCES users(id),
  channel_id bigint,
  text text NOT NULL,
  html text,
  envelope jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, user_id),
  FOREIGN KEY (account_id, channel_id) REFERENCES channels(account_id, id)
);
COMMENT ON TABLE new_mail_drafts IS 'A mail begun to somebody who has not written, one per person: it has no conversation yet.';
COMMENT ON COLUMN new_mail_drafts.envelope IS 'to, cc, bcc and subject as typed, upload ids.';
COMMENT ON COLUMN new_mail_drafts.channel_id IS 'From where it is to go; null: not chosen.';
