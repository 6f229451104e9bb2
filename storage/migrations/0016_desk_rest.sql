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

-- A person may vouch for a mail that nothing else proves. What there is satisfies the narrower rule: it need not be read.
ALTER TABLE messages DROP CONSTRAINT messages_sender_proof_check,
  ADD CONSTRAINT messages_sender_proof_check CHECK (sender_proof IN ('sent-folder', 'dkim', 'spf', 'server', 'person', 'none')) NOT VALID;
COMMENT ON COLUMN messages.sender_proof IS 'How it is known that its sender wrote it. sent-folder: it lay in the mailbox''s own folder of sent mail; dkim, spf: we verified it, aligned with the domain; server: a mail server that the channel trusts says so; person: somebody of ours said that it is ours (audited); none: nothing shows it. Null: nobody asked (imports, backfill, messages of APIs).';

ALTER TABLE mailboxes ADD error_said jsonb;
COMMENT ON COLUMN mailboxes.error_said IS 'Which sentence error_text is, with what fills its gaps; null: words of the server or of the system.';
