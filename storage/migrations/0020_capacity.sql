-- Statuses of the account's own that take work, and how much of it an agent takes. See decision 0026.
ALTER TABLE agent_statuses ADD COLUMN takes_work boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN agent_statuses.takes_work IS 'Of the account''s own statuses: agents in it are offered work. Of no meaning with a built-in one.';

CREATE TABLE capacity_settings (
  account_id bigint NOT NULL REFERENCES accounts(id),
  capacity integer NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
  call_weight integer NOT NULL CHECK (call_weight BETWEEN 1 AND 1000),
  chat_weight integer NOT NULL CHECK (chat_weight BETWEEN 1 AND 1000),
  PRIMARY KEY (account_id)
);
COMMENT ON TABLE capacity_settings IS 'What an agent takes at once who has no figures of his own, and what a call and a chat take of it; no row: the defaults of core/presence/agent-work.ts.';
