-- A host name that was proved is asked for again each day; where its record is gone the site loses it, a week after people were warned. Decision 0073.
ALTER TABLE knowledge_bases ADD COLUMN domain_warned_at timestamptz;
COMMENT ON COLUMN knowledge_bases.domain_warned_at IS 'When people were first warned that the record of its proved host name is gone. Null: it is there, or nobody looked since.';
