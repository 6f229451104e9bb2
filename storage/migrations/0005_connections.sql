-- How a channel reaches the servers behind its address.
CREATE TABLE channel_connections (
  account_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('imap', 'smtp')),
  host text NOT NULL,
  port integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  security text NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
  auth text NOT NULL CHECK (auth IN ('password', 'oauth', 'none')),
  user_name text NOT NULL DEFAULT '',
  secret_sealed bytea,
  options jsonb NOT NULL DEFAULT '{}',
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, channel_id, kind),
  FOREIGN KEY (account_id, channel_id) REFERENCES channels(account_id, id)
);
COMMENT ON TABLE channel_connections IS 'The mail servers a channel reads from (imap) and sends through (smtp).';
COMMENT ON COLUMN channel_connections.security IS 'tls: from the first byte; starttls: required before signing in; none: plain, for a server on the same machine.';
COMMENT ON COLUMN channel_connections.secret_sealed IS 'Password, or for oauth the JSON of tokens and endpoints; sealed with the server''s key, bound to channel and kind.';
COMMENT ON COLUMN channel_connections.options IS 'imap: folders, backfill. Nothing secret.';
