import type { CrmConnection, CrmRun } from '#core/crm/index.ts';
import type { DealRow } from '#core/analytics/index.ts';

/** Without anything secret. */
export function renderCrm({ id, kind, state, hasSecret, takesCalls, takesLists, emailProperty, firstReplyProperty, overallReplyProperty, step, counts, problemKey, problemText, problemValues, problemAt, syncedAt, nextSyncAt, createdAt }: CrmConnection) {
  return {
    id, kind, state: state === 'refused' ? 'refused' as const : 'connected' as const, hasSecret, takesCalls, takesLists, emailProperty, firstReplyProperty, overallReplyProperty, running: step?.at ?? null, counts: { ...counts },
    problem: problemText === null ? null : { text: problemText, key: problemKey, values: { ...problemValues }, at: problemAt }, syncedAt, nextSyncAt, createdAt,
  };
}

export function renderCrmRun({ id, isWhole, counts, startedAt, finishedAt, problemKey, problemText, problemValues }: CrmRun) {
  return { id, isWhole, counts: { ...counts }, startedAt, finishedAt, problem: problemText === null ? null : { text: problemText, key: problemKey, values: { ...problemValues } } };
}

export function renderDeal({ id, name, stage, agent, ownerName, value, currency, closesAt, updatedAt }: DealRow) {
  return { id, name, stage: stage && { ...stage }, ownerName: agent?.name ?? ownerName, agentId: agent?.id ?? null, value, currency, closesAt, updatedAt };
}
