-- The hot write: a message of ours, a note, or a message that an API hands in, into a conversation that is there. One round trip: sets the
-- tenant, checks, writes message and body, moves the conversation on, appends the events. Returns the message id; no row where the
-- conversation is unknown, deleted or another account's.
-- An incoming message reopens as mail does (core/conversations/mail/place-mails.ts); a closed one stays closed where the account says so
-- (accounts.reopen_closed). A person who answers where a bot was has taken the conversation over; while a bot has it nobody waits.
CREATE OR REPLACE FUNCTION post_message(
  p_account bigint, p_conversation bigint, p_direction text, p_text text, p_html text, p_agent bigint, p_user bigint, p_is_bot boolean,
  p_actor_kind text, p_actor bigint, p_source text, p_origin text, p_now timestamptz)
RETURNS TABLE (message_id bigint, conversation_id bigint, message_at timestamptz)
  LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
  v_target bigint;
  v_life text;
  v_reopens boolean := false;
  v_is_live boolean := false;
  v_handler text;
  v_takes_over boolean;
BEGIN
  PERFORM enter_account(p_account);
  -- A merge that was committed while we waited for the row leaves no row: the redirect is there at the next look. Each statement sees what
  -- is committed when it begins.
  FOR attempt IN 1..3 LOOP
    SELECT c.id, c.life, c.live <> 'none', CASE WHEN c.bot_id IS NOT NULL THEN c.handler END INTO v_target, v_life, v_is_live, v_handler FROM conversations c
    WHERE c.account_id = p_account AND c.merged_into IS NULL AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = p_account AND r.id = p_conversation)
    FOR NO KEY UPDATE;
    EXIT WHEN FOUND;
  END LOOP;
  IF v_target IS NULL THEN RETURN; END IF;
  IF p_direction = 'incoming' AND v_life IN ('snoozed', 'resolved', 'closed') THEN
    v_reopens := v_life <> 'closed' OR (SELECT a.reopen_closed FROM accounts a WHERE a.id = p_account);
  END IF;
  v_takes_over := coalesce(v_handler, 'person') = 'bot' AND p_direction = 'outgoing' AND NOT p_is_bot AND p_actor_kind = 'user';
  RETURN QUERY
  WITH target AS (
    UPDATE conversations c SET
      message_count = c.message_count + CASE WHEN p_direction = 'note' THEN 0 ELSE 1 END,
      last_message_at = CASE WHEN p_direction = 'note' THEN c.last_message_at ELSE greatest(c.last_message_at, p_now) END,
      last_incoming_at = CASE WHEN p_direction = 'incoming' THEN p_now ELSE c.last_incoming_at END,
      unread_count = CASE WHEN p_direction = 'incoming' THEN c.unread_count + 1 WHEN p_user IS NOT NULL THEN 0 ELSE c.unread_count END,
      read_at = CASE WHEN p_direction <> 'incoming' AND p_user IS NOT NULL THEN p_now ELSE c.read_at END,
      waiting_since = CASE p_direction WHEN 'incoming' THEN CASE WHEN v_handler = 'bot' THEN c.waiting_since ELSE coalesce(c.waiting_since, p_now) END WHEN 'outgoing' THEN CASE WHEN p_is_bot THEN c.waiting_since END ELSE c.waiting_since END,
      turn = CASE
        WHEN p_direction = 'incoming' THEN CASE WHEN c.turn IN ('new', 'none') THEN 'new' ELSE 'agent' END
        WHEN p_direction = 'outgoing' AND NOT p_is_bot THEN 'customer' ELSE c.turn END,
      handler = CASE WHEN v_takes_over THEN 'person' ELSE c.handler END,
      bot_stays = CASE WHEN v_takes_over THEN c.bot_stays - tstzmultirange(tstzrange(p_now, NULL)) ELSE c.bot_stays END,
      handed_over_at = CASE WHEN v_takes_over THEN coalesce(c.handed_over_at, p_now) ELSE c.handed_over_at END,
      life = CASE WHEN v_reopens THEN 'open' ELSE c.life END,
      snoozed_until = CASE WHEN v_reopens THEN NULL ELSE c.snoozed_until END,
      closed_at = CASE WHEN v_reopens THEN NULL ELSE c.closed_at END,
      life_changed_at = CASE WHEN v_reopens THEN p_now ELSE c.life_changed_at END,
      acted_at = CASE WHEN p_direction = 'incoming' THEN c.acted_at ELSE coalesce(c.acted_at, p_now) END
    WHERE c.account_id = p_account AND c.id = v_target
    RETURNING c.id, c.channel_id
  ), message AS (
    INSERT INTO messages (account_id, conversation_id, channel_id, direction, at, at_source, stored_at, subject, agent_id, user_id, is_bot, bot_id)
    SELECT p_account, t.id, t.channel_id, p_direction, p_now, 'api', p_now, '', p_agent, p_user, p_is_bot, CASE WHEN p_actor_kind = 'bot' THEN p_actor END FROM target t
    RETURNING id, conversation_id, channel_id
  ), body AS (
    INSERT INTO message_bodies (account_id, message_id, text, html) SELECT p_account, m.id, p_text, p_html FROM message m
  ), event AS (
    INSERT INTO events (account_id, type, conversation_id, message_id, data, actor_kind, actor_id, source, origin, happened_at, stored_at)
    SELECT p_account, 'message.stored', m.conversation_id, m.id, jsonb_build_object('direction', p_direction, 'channelId', m.channel_id),
      p_actor_kind, p_actor, p_source, p_origin, p_now, p_now FROM message m
  )
  SELECT m.id, m.conversation_id, p_now FROM message m;
  -- While a call or chat goes on, what a message means depends on who has the customer: a bot's customer waits for nobody, who stands in a queue waits whatever is written.
  IF v_is_live THEN
    UPDATE conversations c SET turn = derived_turn(c.turn, c.turn_set_at, k.last_ask, k.last_answer), waiting_since = k.since
    FROM conversation_clock(p_account, v_target) k WHERE c.account_id = p_account AND c.id = v_target;
  END IF;
  IF v_reopens THEN
    INSERT INTO events (account_id, type, conversation_id, data, actor_kind, actor_id, source, origin, happened_at, stored_at)
    VALUES (p_account, 'conversation.changed', v_target, jsonb_build_object('field', 'life', 'from', v_life, 'to', 'open'),
      p_actor_kind, p_actor, p_source, p_origin, p_now, p_now);
  END IF;
  IF v_takes_over THEN
    INSERT INTO events (account_id, type, conversation_id, data, actor_kind, actor_id, source, origin, happened_at, stored_at)
    VALUES (p_account, 'conversation.changed', v_target, jsonb_build_object('field', 'handler', 'from', 'bot', 'to', 'person'),
      p_actor_kind, p_actor, p_source, p_origin, p_now, p_now);
  END IF;
END
$$;
GRANT EXECUTE ON FUNCTION post_message(bigint, bigint, text, text, text, bigint, bigint, boolean, text, bigint, text, text, timestamptz) TO patchbay_app;
