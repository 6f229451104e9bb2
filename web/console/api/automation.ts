import { queryOptions } from '@tanstack/react-query';
import type { Assignment, DryRun, Macro, MacroRuns, Macros, NewRule, Rule, RuleAction, RuleCondition, RuleRun, RuleRuns, Rules, RuleVocabulary } from '#dialects/native/schemas/automation.ts';
import type { Rating, Ratings } from '#dialects/native/schemas/ratings.ts';
import { request } from './request.ts';

export type { DryRun, Macro, NewRule, Rating, Rule, RuleAction, RuleCondition, RuleRun, RuleVocabulary };

const staleTime = 5 * 60_000;

export const rulesQuery = queryOptions({ queryKey: ['rules'], queryFn: ({ signal }) => request<Rules>('/rules', { signal }).then(({ items }): Rule[] => items) });
export const vocabularyQuery = queryOptions({ queryKey: ['rule-vocabulary'], staleTime, queryFn: ({ signal }) => request<RuleVocabulary>('/rules/vocabulary', { signal }) });
export const runsQuery = (ruleId: number | null) => queryOptions({ queryKey: ['rule-runs', ruleId], queryFn: ({ signal }) => request<RuleRuns>('/rule-runs', { query: { ruleId, limit: 50 }, signal }).then(({ items }): RuleRun[] => items) });
export const macrosQuery = queryOptions({ queryKey: ['macros'], staleTime, queryFn: ({ signal }) => request<Macros>('/macros', { signal }).then(({ items }): Macro[] => items) });
export const ratingsOfQuery = (conversationId: number) => queryOptions({ queryKey: ['ratings', conversationId], queryFn: ({ signal }) => request<Ratings>(`/conversations/${conversationId}/ratings`, { signal }).then(({ items }): Rating[] => items) });
export const assignmentQuery = (conversationId: number) => queryOptions({ queryKey: ['assignment', conversationId], queryFn: ({ signal }) => request<Assignment>(`/conversations/${conversationId}/assignment`, { signal }).then(({ reason }) => reason) });

export function dryRunRule(rule: NewRule): Promise<DryRun> {
  return request<DryRun>('/rules/dry-run', { method: 'POST', json: { rule } });
}

export function runMacro(id: number, conversationIds: readonly number[]): Promise<MacroRuns['items']> {
  return request<MacroRuns>(`/macros/${id}/run`, { method: 'POST', json: { conversationIds } }).then(({ items }) => items);
}

export const ruleFilesQuery = queryOptions({ queryKey: ['rule-files'], staleTime, queryFn: ({ signal }) => request<{ items: { id: number; fileName: string; byteCount: number }[] }>('/rule-files', { signal }).then(({ items }) => items) });
