-- Mails that went after visitors who were gone: what they answer comes back into their chat.
CREATE TABLE visitor_mails (
  account_id bigint NOT NULL REFERENCES accounts(id),
  conversation_id bigint NOT NULL,
  id_part text NOT NULL,
  token text NOT NULL,
  address text NOT NULL,
  mail_id text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, conversation_id, id_part),
  FOREIGN KEY (account_id, conversation_id) REFERENCES conversations(account_id, id)
);
CREATE INDEX visitor_mails_by_mail ON visitor_mails (account_id, mail_id) WHERE mail_id IS NOT NULL;
COMMENT ON TABLE visitor_mails IS 'Answers and transcripts that went to a visitor by mail. Whom they went to counts as taking part in the conversation: his answer joins it.';
COMMENT ON COLUMN visitor_mails.id_part IS 'What the mail says (conversation and last message): a second try is the same mail.';
COMMENT ON COLUMN visitor_mails.token IS 'Stands in its Message-ID, so that only who was sent it can name it.';
COMMENT ON COLUMN visitor_mails.mail_id IS 'Key of its Message-ID: a copy of it that our mailbox holds (a Sent folder) is no message of its own. Null: it has not left.';
COMMENT ON COLUMN visitor_mails.address IS 'Lower case.';
