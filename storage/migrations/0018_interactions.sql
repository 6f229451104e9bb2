-- When an interaction is shown outside, and the lists of calls and chats. See decision 0028.

CREATE TABLE interaction_heads (
  account_id bigint NOT NULL REFERENCES accounts(id),
  kind text NOT NULL CHECK (kind IN ('call', 'chat')),
  shown_at timestamptz NOT NULL,
  shown bigint NOT NULL,
  PRIMARY KEY (account_id, kind)
);
COMMENT ON TABLE interaction_heads IS 'How many calls or chats of an account are shown, and the last updated_at that was given to one: the next one is later.';

CREATE TABLE interaction_shown (
  account_id bigint NOT NULL,
  interaction_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('call', 'chat')),
  shown_at timestamptz NOT NULL,
  ordinal bigint NOT NULL,
  PRIMARY KEY (account_id, interaction_id),
  FOREIGN KEY (account_id, interaction_id) REFERENCES interactions(account_id, id)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX interaction_shown_in_order ON interaction_shown (account_id, kind, ordinal) INCLUDE (interaction_id, shown_at);
CREATE INDEX interaction_shown_by_update ON interaction_shown (account_id, kind, shown_at, interaction_id) INCLUDE (ordinal);
COMMENT ON TABLE interaction_shown IS 'The updated_at of the APIs and the place in their lists. Written only by the projection that follows positions, so that it never goes behind one that was shown before, and no writer waits for it. No row: not shown yet.';
COMMENT ON COLUMN interaction_shown.ordinal IS 'Dense, from 1 in each kind, in the order of first showing: a page at any depth is a range of it. Interactions are never deleted.';

CREATE INDEX interactions_by_kind ON interactions (account_id, kind, id);
CREATE INDEX interactions_by_creation ON interactions (account_id, kind, created_at, id);
CREATE INDEX interactions_by_end ON interactions (account_id, kind, ended_at, id);
CREATE INDEX interactions_by_connection ON interactions (account_id, kind, connected_at, id) WHERE connected_at IS NOT NULL;
CREATE INDEX interactions_by_agent ON interactions (account_id, agent_id, kind, id) WHERE agent_id IS NOT NULL;
CREATE INDEX interactions_of_contact ON interactions (account_id, contact_id, kind, id) WHERE contact_id IS NOT NULL;
CREATE INDEX interactions_by_state ON interactions (account_id, kind, state, id);
