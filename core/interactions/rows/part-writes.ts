import { sql, type Sql } from '#storage/index.ts';
import type { Interaction } from '../interaction.ts';
import { toDispositionRow, toPartyRow, toRecordingRow, toSpanRow, toTransferRow } from './interaction-rows.ts';

/** `, x AS (INSERT ...)` for each kind of part of which something is new or changed; to stand behind the first of a WITH. */
export function partWrites(accountId: number, before: Interaction | null, after: Interaction): Sql {
  const pieces = [
    writing(changed(before?.parties, after.parties, (part, seq) => toPartyRow(part, after, seq)), (rows) => sql`, parties AS (
      INSERT INTO interaction_parties (account_id, id, interaction_id, seq, kind, role, agent_id, contact_id, name, state, fail_reason, joined_at, connected_at, left_at, over_at, handled_queue_id)
      SELECT ${accountId}::bigint, r.id, r.interaction_id, r.seq, r.kind, r.role, r.agent_id, r.contact_id, r.name, r.state, r.fail_reason, r.joined_at, r.connected_at, r.left_at, r.over_at, r.handled_queue_id
      FROM jsonb_populate_recordset(NULL::interaction_parties, ${rows}::jsonb) r
      ON CONFLICT (account_id, id) DO UPDATE SET role = excluded.role, state = excluded.state, fail_reason = excluded.fail_reason, connected_at = excluded.connected_at, left_at = excluded.left_at, over_at = excluded.over_at, handled_queue_id = excluded.handled_queue_id)`),
    writing(changed(before?.spans, after.spans, (part, seq) => toSpanRow(part, after, seq)), (rows) => sql`, spans AS (
      INSERT INTO interaction_spans (account_id, id, interaction_id, seq, party_id, type, started_at, ended_at, kind, agent_id, queue_id, menu_path_id, lang, transfer_id, outcome,
        target_seconds, target_percent, abandon_seconds, sla, detail)
      SELECT ${accountId}::bigint, r.id, r.interaction_id, r.seq, r.party_id, r.type, r.started_at, r.ended_at, r.kind, r.agent_id, r.queue_id, r.menu_path_id, r.lang, r.transfer_id, r.outcome,
        r.target_seconds, r.target_percent, r.abandon_seconds, r.sla, r.detail
      FROM jsonb_populate_recordset(NULL::interaction_spans, ${rows}::jsonb) r
      ON CONFLICT (account_id, id) DO UPDATE SET ended_at = excluded.ended_at, agent_id = excluded.agent_id, menu_path_id = excluded.menu_path_id, outcome = excluded.outcome, sla = excluded.sla, detail = excluded.detail)`),
    writing(changed(before?.transfers, after.transfers, (part, seq) => toTransferRow(part, after.id, seq)), (rows) => sql`, transfers AS (
      INSERT INTO interaction_transfers (account_id, id, interaction_id, seq, kind, state, fail_reason, from_agent_id, to_agent_id, from_queue_id, to_queue_id, deflection, created_at, assigned_at, connected_at, ended_at, updated_at)
      SELECT ${accountId}::bigint, r.id, r.interaction_id, r.seq, r.kind, r.state, r.fail_reason, r.from_agent_id, r.to_agent_id, r.from_queue_id, r.to_queue_id, r.deflection, r.created_at, r.assigned_at, r.connected_at,
        r.ended_at, r.updated_at
      FROM jsonb_populate_recordset(NULL::interaction_transfers, ${rows}::jsonb) r
      ON CONFLICT (account_id, id) DO UPDATE SET state = excluded.state, fail_reason = excluded.fail_reason, to_agent_id = excluded.to_agent_id, to_queue_id = excluded.to_queue_id, deflection = excluded.deflection,
        assigned_at = excluded.assigned_at, connected_at = excluded.connected_at, ended_at = excluded.ended_at, updated_at = excluded.updated_at)`),
    writing(changed(before?.recordings, after.recordings, (part, seq) => toRecordingRow(part, after.id, seq)), (rows) => sql`, recordings AS (
      INSERT INTO interaction_recordings (account_id, id, interaction_id, seq, kind, provider_ref, url, started_at, ended_at, redactions)
      SELECT ${accountId}::bigint, r.id, r.interaction_id, r.seq, r.kind, r.provider_ref, r.url, r.started_at, r.ended_at, r.redactions
      FROM jsonb_populate_recordset(NULL::interaction_recordings, ${rows}::jsonb) r
      ON CONFLICT (account_id, id) DO UPDATE SET url = excluded.url, ended_at = excluded.ended_at, redactions = excluded.redactions)`),
    writing(changed(before?.dispositions, after.dispositions, (part, seq) => toDispositionRow(part, after.id, seq)), (rows) => sql`, dispositions AS (
      INSERT INTO interaction_dispositions (account_id, id, interaction_id, seq, agent_id, party_id, transfer_id, code, note, created_at)
      SELECT ${accountId}::bigint, r.id, r.interaction_id, r.seq, r.agent_id, r.party_id, r.transfer_id, r.code, r.note, r.created_at
      FROM jsonb_populate_recordset(NULL::interaction_dispositions, ${rows}::jsonb) r)`),
  ].filter((piece) => piece !== null);
  return pieces.length === 0 ? sql`` : sql.join(pieces, sql``);
}

function changed<Part, Row>(before: readonly Part[] | undefined, after: readonly Part[], toRow: (part: Part, seq: number) => Row): Row[] {
  return after.flatMap((part, seq) => (before?.[seq] === part ? [] : [toRow(part, seq)]));
}

function writing(rows: readonly unknown[], statement: (rows: string) => Sql): Sql | null {
  return rows.length === 0 ? null : statement(JSON.stringify(rows));
}
