-- Indexes for what is asked of an agent's log: the last login or logout, and lines of one sort. See decision 0026.
CREATE INDEX agent_activities_by_activity ON agent_activities (account_id, activity, started_at, id);
CREATE INDEX agent_activities_moments ON agent_activities (account_id, agent_id, activity, started_at, id);

-- Lists of agents by what stands with their presence.
CREATE INDEX agent_presence_by_status ON agent_presence (account_id, status_id, agent_id);
