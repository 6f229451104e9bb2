-- Reports read few and narrow columns of many facts: what filters and figures ask of a row is packed into one number, and indexes hold all that a count reads.
DROP INDEX message_facts_by_time;
DROP INDEX message_facts_by_conversation;
ALTER TABLE message_facts
  ADD COLUMN traits smallint NOT NULL GENERATED ALWAYS AS ((
    CASE message_type WHEN 'inbound' THEN 0 WHEN 'outbound' THEN 1 ELSE 2 END
    + 4 * CASE classification WHEN 'first' THEN 1 WHEN 'reply' THEN 2 WHEN 'reply-all' THEN 3 WHEN 'forward' THEN 4 WHEN 'follow-up' THEN 5 ELSE 0 END
    + CASE WHEN is_included THEN 32 ELSE 0 END + CASE WHEN is_outlier THEN 64 ELSE 0 END
    + CASE WHEN span_raw IS NOT NULL AND span_business IS NOT NULL THEN 128 ELSE 0 END + CASE WHEN is_initial_reply THEN 256 ELSE 0 END)::smallint) STORED,
  ADD COLUMN bucket smallint GENERATED ALWAYS AS (span_bucket(span_business)::smallint) STORED;
COMMENT ON COLUMN message_facts.traits IS 'Type, class, included, outlier, timed, initial reply: core/analytics/log/traits.ts reads the bits.';
COMMENT ON COLUMN message_facts.bucket IS 'The bucket of histograms that span_business falls into.';
CREATE INDEX message_facts_by_time ON message_facts (account_id, at)
  INCLUDE (message_id, conversation_id, channel_id, agent_id, sender_id, span_raw, span_business, traits, bucket);
CREATE INDEX message_facts_by_conversation ON message_facts (account_id, conversation_id, at, message_id) INCLUDE (agent_id, sender_id, span_business, traits);

DROP INDEX conversation_facts_by_first_reply;
ALTER TABLE conversation_facts
  ADD COLUMN traits smallint NOT NULL GENERATED ALWAYS AS ((
    CASE type WHEN 'inbound' THEN 0 WHEN 'outbound' THEN 1 ELSE 2 END
    + 4 * CASE status WHEN 'await-agent' THEN 1 WHEN 'await-customer' THEN 2 WHEN 'closed' THEN 3 ELSE 0 END
    + CASE WHEN first_reply_id IS NOT NULL THEN 16 ELSE 0 END + CASE WHEN reply_count > 0 THEN 32 ELSE 0 END + CASE WHEN forward_count > 0 THEN 64 ELSE 0 END
    + CASE WHEN initial_included THEN 128 ELSE 0 END + CASE WHEN initial_outlier THEN 256 ELSE 0 END
    + CASE WHEN initial_reply_business IS NOT NULL AND initial_reply_raw IS NOT NULL THEN 512 ELSE 0 END
    + CASE WHEN close_mail_business IS NOT NULL AND close_mail_raw IS NOT NULL THEN 1024 ELSE 0 END + CASE WHEN close_outlier THEN 2048 ELSE 0 END)::smallint) STORED,
  ADD COLUMN ended_at timestamptz GENERATED ALWAYS AS (CASE WHEN status = 'closed' THEN coalesce(closed_at, last_at) END) STORED,
  ADD COLUMN initial_bucket smallint GENERATED ALWAYS AS (span_bucket(initial_reply_business)::smallint) STORED,
  ADD COLUMN close_bucket smallint GENERATED ALWAYS AS (span_bucket(close_mail_business)::smallint) STORED;
COMMENT ON COLUMN conversation_facts.traits IS 'Type, status, and what else figures ask of a conversation: core/analytics/log/traits.ts reads the bits.';
COMMENT ON COLUMN conversation_facts.ended_at IS 'Of a closed conversation: the closing act, else its last mail.';
COMMENT ON COLUMN conversation_facts.initial_bucket IS 'The bucket of histograms that initial_reply_business falls into; close_bucket: that of close_mail_business.';
CREATE INDEX conversation_facts_by_start ON conversation_facts (account_id, started_at)
  INCLUDE (conversation_id, channel_id, first_reply_agent_id, last_at, waiting_since, last_touch_at, initial_reply_business, touches, nudges, traits);
CREATE INDEX conversation_facts_by_first_reply ON conversation_facts (account_id, first_reply_at)
  INCLUDE (conversation_id, channel_id, first_reply_agent_id, first_reply_sender_id, initial_reply_business, initial_reply_raw, traits, initial_bucket) WHERE first_reply_at IS NOT NULL;
CREATE INDEX conversation_facts_by_end ON conversation_facts (account_id, ended_at)
  INCLUDE (conversation_id, channel_id, first_reply_agent_id, close_mail_business, close_mail_raw, traits, close_bucket) WHERE ended_at IS NOT NULL;
