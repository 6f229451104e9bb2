-- A mail server that does not work is tried by one mail at a time; the others wait for what comes of it.
CREATE TABLE sending_brakes (
  account_id bigint NOT NULL REFERENCES accounts(id),
  server text NOT NULL,
  label text NOT NULL,
  failing_since timestamptz NOT NULL,
  failures integer NOT NULL,
  next_try_at timestamptz NOT NULL,
  error_text text NOT NULL,
  PRIMARY KEY (account_id, server)
);
COMMENT ON TABLE sending_brakes IS 'Mail servers that could not be reached or did not let us in at the last try. The row goes with the first mail that a server takes.';
COMMENT ON COLUMN sending_brakes.server IS 'channel:ID for the SMTP server of a channel, relay for the one that all others share.';
COMMENT ON COLUMN sending_brakes.label IS 'Host and port, for people.';
COMMENT ON COLUMN sending_brakes.next_try_at IS 'Until then nobody tries; whoever comes first after it moves it on and does.';

ALTER TABLE outgoing_mails ADD held_by text;
COMMENT ON COLUMN outgoing_mails.held_by IS 'Waits for this server of sending_brakes; null: for nothing but its time.';
CREATE INDEX outgoing_mails_held_by ON outgoing_mails (account_id, held_by) WHERE held_by IS NOT NULL;

ALTER TABLE mailbox_folders ADD rewinds integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN mailbox_folders.rewinds IS 'How often the server gave out UIDs a second time under one UIDVALIDITY, as one restored from a backup does. Part of the key of copies, so that a new mail is not taken for the old one of its UID.';
