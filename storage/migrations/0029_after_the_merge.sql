-- Reactors and projections of live chat begin where the log stands now: lines that were written before were counted when they came, and nobody is told of them again.
-- What is stored and has no position yet belongs to the past, too.
INSERT INTO event_cursors (consumer, account_id, position)
SELECT c.consumer, h.account_id, h.position + (SELECT count(*) FROM events e WHERE e.account_id = h.account_id AND e.position IS NULL)
FROM event_heads h CROSS JOIN (VALUES ('chat-lines'), ('answers-by-mail'), ('visitor-erasure')) AS c(consumer)
ON CONFLICT DO NOTHING;

-- Bytes that a site's picture shares with a mail stay as long as one of the two names them.
CREATE INDEX article_files_by_bytes ON article_files (account_id, sha256);
