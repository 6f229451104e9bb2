-- The first line of every function that sets the tenant itself: sets it for this transaction, and refuses to change the tenant of one that
-- has one, so that no such function is a way out of the caller's account.
CREATE OR REPLACE FUNCTION enter_account(p_account bigint) RETURNS void LANGUAGE plpgsql
AS $$
BEGIN
  IF current_account() <> p_account THEN
    RAISE EXCEPTION 'account % inside a transaction of account %', p_account, current_account() USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('patchbay.account_id', p_account::text, true);
END
$$;
