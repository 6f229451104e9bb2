CREATE TABLE message_facts (
  account_id bigint NOT NULL,
  message_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  at timestamptz NOT NULL,
  classification text,
  message_type text NOT NULL CHECK (message_type IN ('inbound', 'outbound', 'internal')),
  is_automatic boolean NOT NULL,
  sender_id bigint,
  agent_id bigint,
  parent_id bigint,
  joined_because text NOT NULL,
  span_raw integer,
  span_business integer,
  span_business_agent integer,
  span_business_sla integer,
  wait_raw integer,
  wait_business integer,
  touch_time integer,
  is_initial_reply boolean NOT NULL,
  is_newest boolean NOT NULL,
  is_touch boolean NOT NULL,
  is_nudge boolean NOT NULL,
  is_closing boolean NOT NULL,
  is_included boolean NOT NULL,
  excluded_because text,
  is_relevant boolean NOT NULL,
  is_outlier boolean NOT NULL,
  calendar_id bigint,
  calendar_versions integer[] NOT NULL DEFAULT '{}',
  flags text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (account_id, message_id)
);
CREATE INDEX message_facts_by_conversation ON message_facts (account_id, conversation_id, at, message_id);
CREATE INDEX message_facts_by_time ON message_facts (account_id, at)
  INCLUDE (message_id, conversation_id, message_type, classification, agent_id, sender_id, span_raw, span_business);
CREATE INDEX message_facts_by_parent ON message_facts (account_id, parent_id) WHERE parent_id IS NOT NULL;
COMMENT ON TABLE message_facts IS 'Projection: what the clock says of each mail. Seconds. Rebuilt per conversation, always with the same result.';

CREATE TABLE conversation_facts (
  account_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  type text NOT NULL CHECK (type IN ('inbound', 'outbound', 'internal')),
  status text NOT NULL CHECK (status IN ('internal', 'await-agent', 'await-customer', 'closed')),
  started_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  mail_count integer NOT NULL,
  first_reply_id bigint,
  first_reply_at timestamptz,
  first_reply_sender_id bigint,
  first_reply_agent_id bigint,
  first_reply_raw integer,
  first_reply_business integer,
  initial_reply_business integer,
  initial_reply_raw integer,
  first_action integer,
  total_reply integer,
  initial_relevant boolean NOT NULL,
  initial_included boolean NOT NULL,
  initial_outlier boolean NOT NULL,
  touches integer NOT NULL,
  nudges integer NOT NULL,
  reply_count integer NOT NULL,
  agent_reply_count integer NOT NULL,
  forward_count integer NOT NULL,
  has_contact_success boolean NOT NULL,
  contact_success_time integer,
  contact_reply_time integer,
  closed_at timestamptz,
  close_raw integer,
  close_business integer,
  close_mail_raw integer,
  close_mail_business integer,
  close_outlier boolean NOT NULL DEFAULT false,
  waiting_since timestamptz,
  PRIMARY KEY (account_id, conversation_id)
);
CREATE INDEX conversation_facts_by_last ON conversation_facts (account_id, last_at DESC, conversation_id DESC);
COMMENT ON TABLE conversation_facts IS 'Projection: what the clock says of each conversation. Seconds.';

CREATE TABLE search_documents (
  account_id bigint NOT NULL,
  message_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  month integer NOT NULL,
  at timestamptz NOT NULL,
  words tsvector NOT NULL,
  PRIMARY KEY (account_id, message_id)
);
CREATE INDEX search_documents_words ON search_documents USING gin (account_id, month, words) WITH (gin_pending_list_limit = 1024);
CREATE INDEX search_documents_by_time ON search_documents (account_id, at DESC, message_id DESC);
CREATE INDEX search_documents_by_conversation ON search_documents (account_id, conversation_id);
COMMENT ON TABLE search_documents IS 'Projection: the words of each message, lower-cased and unaccented. Weight A subject, B participants, C file names, D text.';
COMMENT ON COLUMN search_documents.month IS 'Year * 12 + month of the message (UTC): a search walks from the newest month back and stops when it has enough.';
COMMENT ON COLUMN search_documents.words IS 'Besides the words, for operators: from:<word>, to:<word>, has:attachment. No word of a text holds a colon.';

CREATE TABLE search_names (
  account_id bigint NOT NULL,
  word text NOT NULL,
  documents integer NOT NULL,
  PRIMARY KEY (account_id, word)
) WITH (fillfactor = 80);
CREATE INDEX search_names_trigrams ON search_names USING gin (account_id, word gin_trgm_ops);
COMMENT ON TABLE search_names IS 'Projection: the words of subjects, participants and file names (4 letters or more, no digits), for typing errors.';
COMMENT ON COLUMN search_names.documents IS 'In how many documents; a word of none is removed. No index holds it, so that counting moves no index entry.';
