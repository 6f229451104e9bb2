-- Who really sent a mail, whose an address is, and what a caller's key was used for.
ALTER TABLE messages
  ADD sender_proof text CHECK (sender_proof IN ('sent-folder', 'dkim', 'spf', 'server', 'none')),
  ADD sender_check jsonb,
  ADD is_unproved_ours boolean NOT NULL DEFAULT false;
CREATE INDEX messages_unproved_ours ON messages (account_id, channel_id, at) WHERE is_unproved_ours;
COMMENT ON COLUMN messages.sender_proof IS 'How it is known that its sender wrote it. sent-folder: it lay in the mailbox''s own folder of sent mail; dkim, spf: we verified it, aligned with the domain; server: a mail server that the channel trusts says so; none: nothing shows it. Null: nobody asked (imports, backfill, messages of APIs).';
COMMENT ON COLUMN messages.sender_check IS 'Of live mail: domain, spf, dkim, dmarc, policy, by whose word, and the name in its topmost Authentication-Results.';
COMMENT ON COLUMN messages.is_unproved_ours IS 'It says that it is from us, and nothing shows it: treated as a customer''s.';

-- Global: an address belongs to one account, with all its plus parts. Only functions of patchbay_definer see it.
CREATE TABLE address_claims (
  address text PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts(id),
  claimed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE address_claims IS 'Which account takes the mail of an address: the first that had it, until none of its enabled channels has it any more.';
COMMENT ON COLUMN address_claims.address IS 'Normalised, without its plus part.';
INSERT INTO address_claims (address, account_id)
SELECT DISTINCT ON (1) regexp_replace(ca.address, '^([^@+]+)\+[^@]*@', '\1@'), ca.account_id
FROM channel_addresses ca
  JOIN channels ch ON ch.account_id = ca.account_id AND ch.id = ca.channel_id AND ch.kind = 'email'
  JOIN accounts a ON a.id = ca.account_id AND a.deleted_at IS NULL
ORDER BY 1, ch.disabled_at IS NOT NULL, ch.created_at, ca.account_id;

CREATE TABLE message_keys (
  account_id bigint NOT NULL,
  user_id bigint NOT NULL,
  client_key text NOT NULL,
  message_id bigint NOT NULL,
  digest text,
  PRIMARY KEY (account_id, user_id, client_key),
  FOREIGN KEY (account_id, message_id) REFERENCES messages(account_id, id)
);
COMMENT ON TABLE message_keys IS 'The key that a caller gave with a message: a second call of the same user with it gives the first result, one that asks for something else is refused.';
COMMENT ON COLUMN message_keys.user_id IS '0: no user (the server itself).';
COMMENT ON COLUMN message_keys.digest IS 'sha256 of what the call asked for; null where it was made before digests were kept.';
INSERT INTO message_keys (account_id, user_id, client_key, message_id)
SELECT account_id, coalesce(user_id, 0), client_key, message_id FROM outgoing_mails WHERE client_key IS NOT NULL;
COMMENT ON COLUMN outgoing_mails.client_key IS 'Not written any more: see message_keys.';
