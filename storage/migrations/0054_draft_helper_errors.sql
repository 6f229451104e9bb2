-- What a program answered last when it was asked at once stands with it: of the others the webhook says it.
ALTER TABLE integrations ADD COLUMN failed_at timestamptz, ADD COLUMN error_text text;
COMMENT ON COLUMN integrations.failed_at IS 'A draft helper: when it gave no good answer, and none since. Null: the last one was good, or nobody has asked.';
COMMENT ON COLUMN integrations.error_text IS 'Why; our own words, nothing that it said.';
