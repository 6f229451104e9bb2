-- The reply clock of each conversation over all channels; what the forecast adds. See decision 0034.
CREATE TABLE conversation_clocks (
  account_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  began text NOT NULL CHECK (began IN ('incoming', 'outgoing')),
  waiting_since timestamptz,
  answers integer NOT NULL,
  first_asked_at timestamptz,
  first_answered_at timestamptz,
  first_answer_by text CHECK (first_answer_by IN ('message', 'call', 'chat')),
  first_message_id bigint,
  first_interaction_id bigint,
  first_agent_id bigint,
  first_raw integer,
  first_business integer,
  first_business_agent integer,
  calendar_id bigint,
  calendar_versions integer[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (account_id, conversation_id)
);
COMMENT ON TABLE conversation_clocks IS 'Projection: since when somebody waits and how long the first answer took, over messages, calls and chats. Seconds. Rebuilt per conversation, always with the same result. conversation_facts says the same of messages alone.';
COMMENT ON COLUMN conversation_clocks.answers IS 'Questions that a person has answered, by a message or by talking.';
COMMENT ON COLUMN conversation_clocks.first_answer_by IS 'The first answer, only where the customer began: the message first_message_id, or the call or chat first_interaction_id that was taken.';
COMMENT ON COLUMN conversation_clocks.first_business_agent IS 'first_business less the leave of first_agent_id.';
COMMENT ON COLUMN conversation_clocks.calendar_id IS 'Which calendar counted: of the channel that answered, of the queue for calls and chats, else the account''s.';

CREATE TABLE staffing_settings (
  account_id bigint PRIMARY KEY REFERENCES accounts(id),
  shrinkage_percent smallint NOT NULL CHECK (shrinkage_percent BETWEEN 0 AND 90)
);
COMMENT ON TABLE staffing_settings IS 'What the forecast adds to the people who must be at their desks. No row: nothing.';
COMMENT ON COLUMN staffing_settings.shrinkage_percent IS 'Of the people who are planned so many in a hundred are not at their desks: breaks, training, sickness.';
