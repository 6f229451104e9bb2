-- Mailboxes that are read: how far each folder has come and what is wrong with it.
CREATE TABLE mailboxes (
  account_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  connected_at timestamptz,
  failing_since timestamptz,
  error_code text,
  error_text text,
  failures integer NOT NULL DEFAULT 0,
  next_try_at timestamptz,
  PRIMARY KEY (account_id, channel_id),
  FOREIGN KEY (account_id, channel_id) REFERENCES channels(account_id, id)
);
COMMENT ON TABLE mailboxes IS 'Whether the mail server of a channel can be read, and since when not.';
COMMENT ON COLUMN mailboxes.failures IS 'Tries that failed since it last went well.';

CREATE TABLE mailbox_folders (
  account_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  folder text NOT NULL,
  role text NOT NULL CHECK (role IN ('inbox', 'sent', 'other')),
  uid_validity bigint NOT NULL,
  uid_next bigint NOT NULL,
  done text NOT NULL DEFAULT '',
  live_from_uid bigint NOT NULL,
  live_since timestamptz,
  backfill text NOT NULL CHECK (backfill IN ('now', '30d', 'all')),
  backfill_since timestamptz,
  backfill_total integer NOT NULL DEFAULT 0,
  backfill_left integer NOT NULL DEFAULT 0,
  backlog integer NOT NULL DEFAULT 0,
  resyncs integer NOT NULL DEFAULT 0,
  stored integer NOT NULL DEFAULT 0,
  quarantined integer NOT NULL DEFAULT 0,
  seen_at timestamptz NOT NULL,
  processed_at timestamptz,
  failing_since timestamptz,
  error_text text,
  PRIMARY KEY (account_id, channel_id, folder),
  FOREIGN KEY (account_id, channel_id) REFERENCES channels(account_id, id)
);
COMMENT ON TABLE mailbox_folders IS 'A folder of a mailbox that is read: which of its mails are done.';
COMMENT ON COLUMN mailbox_folders.done IS 'UIDs that are stored, in quarantine, too old for the backfill, or gone from the server: an IMAP sequence set. A UID that is not in it is fetched, wherever it lies.';
COMMENT ON COLUMN mailbox_folders.live_from_uid IS 'UIDs from here on arrived while the mailbox was connected; older ones are backfill.';
COMMENT ON COLUMN mailbox_folders.live_since IS 'After the server renumbered the folder: mail that its server received from here on is live all the same.';
COMMENT ON COLUMN mailbox_folders.backfill_since IS 'Older mail is left out where the folder is met for the first time or was renumbered; null: none is.';
COMMENT ON COLUMN mailbox_folders.backlog IS 'Mails that are known and not done, backfill included.';

-- A mail from outside names an address and no account.
CREATE INDEX channel_addresses_by_address ON channel_addresses (address);
