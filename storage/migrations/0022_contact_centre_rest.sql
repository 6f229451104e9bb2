-- What the contact centre was still missing: seconds of a queue that were constants, commands to the line that are told again, erased interactions, and pages of a long activity log. See decision 0033.

ALTER TABLE queues ADD direct_seconds integer NOT NULL DEFAULT 30 CHECK (direct_seconds BETWEEN 5 AND 600);
ALTER TABLE queues ADD transfer_wait_seconds integer NOT NULL DEFAULT 0 CHECK (transfer_wait_seconds BETWEEN 0 AND 3600);
ALTER TABLE queues ADD callback_seconds integer NOT NULL DEFAULT 60 CHECK (callback_seconds BETWEEN 5 AND 86400);
ALTER TABLE queues ADD closed_again_seconds integer NOT NULL DEFAULT 300 CHECK (closed_again_seconds BETWEEN 30 AND 86400);
COMMENT ON COLUMN queues.direct_seconds IS 'How long one person who was asked by name is asked.';
COMMENT ON COLUMN queues.transfer_wait_seconds IS 'A transfer to a colleague who is not free waits for him so long, then goes back to the queue; 0: it is refused.';
COMMENT ON COLUMN queues.callback_seconds IS 'Who is called back as soon as possible is called after so long at the earliest.';
COMMENT ON COLUMN queues.closed_again_seconds IS 'A call that is due while the queue is closed is looked at again after so long.';

ALTER TABLE routing_timers DROP CONSTRAINT routing_timers_kind_check,
  ADD CONSTRAINT routing_timers_kind_check CHECK (kind IN ('offer', 'cascade', 'wrap-up', 'wait-max', 'connect', 'scheduled', 'before-work', 'chat-silence', 'direct-wait'));
CREATE INDEX interaction_transfers_underway ON interaction_transfers (account_id, to_agent_id, created_at) WHERE state = 'transferring' AND to_agent_id IS NOT NULL;

-- what the line is told
ALTER TABLE control_commands DROP CONSTRAINT control_commands_command_check,
  ADD CONSTRAINT control_commands_command_check CHECK (command IN ('ring', 'stop-ringing', 'connect', 'hold', 'resume', 'transfer', 'join', 'leave', 'play', 'voicemail', 'dial', 'hang-up', 'delete-recording'));
ALTER TABLE control_commands DROP CONSTRAINT control_commands_outcome_check,
  ADD CONSTRAINT control_commands_outcome_check CHECK (outcome IN ('done', 'failed', 'lost', 'lapsed'));
ALTER TABLE control_commands ADD attempt smallint NOT NULL DEFAULT 1;
ALTER TABLE control_commands ADD repeat_at timestamptz;
COMMENT ON COLUMN control_commands.position IS 'Place in the stream, given when it is first read, so that a reader who goes on after a position misses nothing that was committed late; a further one each time that it is told again.';
COMMENT ON COLUMN control_commands.attempt IS 'How often it has been told.';
COMMENT ON COLUMN control_commands.repeat_at IS 'Told, and not acknowledged: then it is told again, or given up. Null: not read yet, or over.';
COMMENT ON COLUMN control_commands.outcome IS 'done, failed: what the line said. lost: told as often as is sensible and never acknowledged. lapsed: when it was to be told again it was no longer so.';
DROP INDEX control_commands_new;
CREATE INDEX control_commands_unread ON control_commands (account_id, kind, id) WHERE position IS NULL;
CREATE INDEX control_commands_to_repeat ON control_commands (account_id, kind, repeat_at) WHERE repeat_at IS NOT NULL;
CREATE INDEX control_commands_over ON control_commands (account_id, done_at) WHERE done_at IS NOT NULL;
CREATE INDEX control_commands_open ON control_commands (account_id, created_at) WHERE done_at IS NULL;
CREATE INDEX offers_over ON offers (account_id, ended_at) WHERE ended_at IS NOT NULL;

-- erasure
ALTER TABLE interactions ADD erased_at timestamptz;
COMMENT ON COLUMN interactions.erased_at IS 'Its contact was erased, or its conversation deleted: it holds no words and names, and what is told of it later loses them again.';
CREATE INDEX interactions_erased ON interactions (account_id, id) WHERE erased_at IS NOT NULL;

-- lists of calls or chats by id without walking past the other kind, and of one agent from indexes alone
CREATE INDEX interaction_shown_by_id ON interaction_shown (account_id, kind, interaction_id) INCLUDE (ordinal, shown_at);

-- pages of the activity log
CREATE INDEX agent_activities_by_end ON agent_activities (account_id, ended_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX agent_activities_by_setter ON agent_activities (account_id, set_by, id) WHERE set_by IS NOT NULL;
CREATE TABLE agent_activity_blocks (
  account_id bigint NOT NULL REFERENCES accounts(id),
  first_id bigint NOT NULL,
  last_id bigint NOT NULL,
  counts jsonb NOT NULL,
  PRIMARY KEY (account_id, first_id)
);
COMMENT ON TABLE agent_activity_blocks IS 'Lines of agent_activities in blocks that follow each other, counted by sort once nothing can come in between any more: a page at any depth is found by the sums.';
COMMENT ON COLUMN agent_activity_blocks.counts IS '{"offered call deltacast": 12, "login": 3}: activity, kind and mode, as far as the lines have them.';

CREATE TABLE agent_activity_heads (
  account_id bigint NOT NULL REFERENCES accounts(id),
  seen_id bigint NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (account_id)
);
COMMENT ON TABLE agent_activity_heads IS 'The last line that was there at an instant of the database''s clock. A while later every line up to it is committed or never will be.';
