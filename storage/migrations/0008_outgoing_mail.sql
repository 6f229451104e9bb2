-- Mail that we send: where each stands, and what came back.
ALTER TABLE accounts ADD undo_seconds smallint NOT NULL DEFAULT 10 CHECK (undo_seconds BETWEEN 0 AND 60);
COMMENT ON COLUMN accounts.undo_seconds IS 'How long an answer is held so that it can be taken back; a channel may say otherwise.';
COMMENT ON COLUMN channels.settings IS 'How it answers: sender name, language, signature, auto-replies, undo (core/channels/settings), and what else belongs to one channel.';

CREATE TABLE outgoing_mails (
  account_id bigint NOT NULL,
  message_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('new', 'reply', 'forward', 'auto-reply')),
  state text NOT NULL CHECK (state IN ('held', 'queued', 'sending', 'handed-over', 'delivered', 'bounced', 'failed', 'cancelled')),
  mail_id text NOT NULL,
  answers_id bigint,
  quotes boolean NOT NULL DEFAULT false,
  user_id bigint,
  client_key text,
  send_after timestamptz NOT NULL,
  next_attempt_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  claim integer NOT NULL DEFAULT 0,
  may_have_left boolean NOT NULL DEFAULT false,
  no_server boolean NOT NULL DEFAULT false,
  server_mail_id text,
  last_error text,
  raw_sha256 text,
  first_attempt_at timestamptz,
  handed_over_at timestamptz,
  changed_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, message_id),
  FOREIGN KEY (account_id, message_id) REFERENCES messages(account_id, id),
  FOREIGN KEY (account_id, channel_id) REFERENCES channels(account_id, id),
  FOREIGN KEY (account_id, raw_sha256) REFERENCES raw_mails(account_id, sha256)
);
CREATE INDEX outgoing_mails_due ON outgoing_mails (account_id, next_attempt_at, message_id) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX outgoing_mails_unsent ON outgoing_mails (account_id, message_id) WHERE state IN ('held', 'queued', 'sending', 'failed', 'bounced');
CREATE INDEX outgoing_mails_without_server ON outgoing_mails (account_id, channel_id) WHERE no_server;
CREATE UNIQUE INDEX outgoing_mails_by_mail_id ON outgoing_mails (account_id, mail_id);
CREATE UNIQUE INDEX outgoing_mails_by_client_key ON outgoing_mails (account_id, user_id, client_key) NULLS NOT DISTINCT WHERE client_key IS NOT NULL;
CREATE INDEX outgoing_mails_by_server_mail_id ON outgoing_mails (account_id, server_mail_id) WHERE server_mail_id IS NOT NULL;
CREATE INDEX outgoing_mails_by_raw ON outgoing_mails (account_id, raw_sha256) WHERE raw_sha256 IS NOT NULL;
COMMENT ON TABLE outgoing_mails IS 'A mail of ours on its way out: what becomes of the message with this id. An answer counts from handed_over_at on.';
COMMENT ON COLUMN outgoing_mails.state IS 'held: not before send_after; queued: due, or waiting for its next try; sending: a process is at it; handed-over: a mail server has it; delivered: reported so; bounced: it left and at least one recipient refused it for good; failed: refused by or never given to any server; cancelled: taken back.';
COMMENT ON COLUMN outgoing_mails.mail_id IS 'Message-ID without brackets, chosen when it was written and kept over all tries.';
COMMENT ON COLUMN outgoing_mails.answers_id IS 'The message that it answers or forwards; its text is quoted where quotes.';
COMMENT ON COLUMN outgoing_mails.client_key IS 'Given by the caller: a second call of the same user with it gives the first result.';
COMMENT ON COLUMN outgoing_mails.next_attempt_at IS 'When the next try is due; while sending: when the try counts as lost. Null: none will come.';
COMMENT ON COLUMN outgoing_mails.claim IS 'Number of the try under way: a process that lost its claim records nothing.';
COMMENT ON COLUMN outgoing_mails.may_have_left IS 'A try had begun and nobody knows for certain that nothing left: it can no longer be taken back.';
COMMENT ON COLUMN outgoing_mails.no_server IS 'Waits because neither the channel nor the server knows an SMTP server.';
COMMENT ON COLUMN outgoing_mails.server_mail_id IS 'The Message-ID that the server put in place of ours (Microsoft 365, Amazon SES), where it said so: answers name it.';
COMMENT ON COLUMN outgoing_mails.raw_sha256 IS 'The bytes, stored before the first try and used by every later one.';

CREATE TABLE outgoing_recipients (
  account_id bigint NOT NULL,
  message_id bigint NOT NULL,
  address text NOT NULL,
  ordinal integer NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'accepted', 'delayed', 'delivered', 'bounced', 'failed')),
  detail text,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, message_id, address),
  FOREIGN KEY (account_id, message_id) REFERENCES outgoing_mails(account_id, message_id)
);
COMMENT ON TABLE outgoing_recipients IS 'The envelope of a mail of ours: each address once, and what became of it.';
COMMENT ON COLUMN outgoing_recipients.state IS 'pending: not given to a server yet; accepted: a server has it; delayed: a report says later; delivered, bounced: a report says so; failed: the server refused it for good.';
COMMENT ON COLUMN outgoing_recipients.detail IS 'The words of the server or of the report.';

CREATE TABLE auto_reply_log (
  account_id bigint NOT NULL REFERENCES accounts(id),
  id bigint GENERATED BY DEFAULT AS IDENTITY,
  message_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  address_id bigint,
  reply_id bigint,
  withheld_because text,
  at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, message_id),
  FOREIGN KEY (account_id, message_id) REFERENCES messages(account_id, id)
);
CREATE INDEX auto_reply_log_by_address ON auto_reply_log (account_id, address_id, at) WHERE reply_id IS NOT NULL;
CREATE INDEX auto_reply_log_by_time ON auto_reply_log (account_id, at) WHERE reply_id IS NOT NULL;
CREATE INDEX auto_reply_log_by_conversation ON auto_reply_log (account_id, conversation_id);
COMMENT ON TABLE auto_reply_log IS 'Each incoming mail of a channel with auto-replies: the reply that went out, or why none did.';
