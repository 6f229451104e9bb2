-- Lists over all usual lives walked each life by itself and merged: with a filter that few pass (a label, unread), four long walks instead of one.
CREATE INDEX conversations_by_activity ON conversations (account_id, last_message_at DESC, id DESC) WHERE life IN ('open', 'snoozed', 'resolved', 'closed') AND merged_into IS NULL;
