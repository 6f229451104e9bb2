-- The supervisor's page reads what agents have handled today every few seconds: kept with the part when it is over, so that its spans need not be read again.
ALTER TABLE interaction_parties ADD COLUMN over_at timestamptz, ADD COLUMN handled_queue_id bigint;
COMMENT ON COLUMN interaction_parties.over_at IS 'Of agents: when the part was over, wrap-up included: the end of its last span. From joined_at to here the spans have no hole. Null: it runs.';
COMMENT ON COLUMN interaction_parties.handled_queue_id IS 'Of agents: the queue that the spans of the part name, known when it is over. Null: none.';

-- An owner who is no superuser is under the forced net like anybody; it is laid again at the end of the migrations.
ALTER TABLE interaction_parties NO FORCE ROW LEVEL SECURITY;
ALTER TABLE interaction_spans NO FORCE ROW LEVEL SECURITY;
UPDATE interaction_parties p SET over_at = s.over_at, handled_queue_id = s.queue_id
FROM (SELECT account_id, party_id, max(ended_at) AS over_at, max(queue_id) AS queue_id FROM interaction_spans GROUP BY account_id, party_id HAVING bool_and(ended_at IS NOT NULL)) s
WHERE s.account_id = p.account_id AND s.party_id = p.id AND p.kind = 'agent' AND p.left_at IS NOT NULL AND p.state <> 'wrap-up';

CREATE INDEX interaction_parties_over ON interaction_parties (account_id, over_at) WHERE over_at IS NOT NULL;
