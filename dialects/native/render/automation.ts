import type { DryRun as CoreDryRun, Finding, ListedRun, Macro as CoreMacro, Rule as CoreRule, RuleAction as CoreAction, RuleCondition as CoreCondition, RuleField, RunStep } from '#core/automation/index.ts';
import type { DryRun, Macro, Rule, RuleAction, RuleCondition, RuleRun } from '../schemas/automation.ts';

const field = (one: RuleField): RuleCondition['field'] => (typeof one === 'string' ? one : { attributeId: one.attributeId });
const conditions = (some: readonly CoreCondition[]): RuleCondition[] => some.map((one) => ({ field: field(one.field), compare: one.compare, values: [...one.values], joint: one.joint }));
const found = (some: readonly Finding[]): RuleRun['found'] => some.map((one) => ({ field: field(one.field), compare: one.compare, holds: one.holds, found: one.found && [...one.found] }));
/** The lists of an action are read-only in core. */
const actions = (some: readonly CoreAction[]): RuleAction[] => structuredClone(some) as RuleAction[];

export function renderSteps(steps: readonly RunStep[]): RuleRun['steps'] {
  return steps.map(({ action, outcome, because }) => ({ action, outcome, because }));
}

export function renderRule({ id, name, description, event, conditions: asked, actions: done, isActive, place, activeSince, createdAt, updatedAt }: CoreRule): Rule {
  return { id, name, description, event, conditions: conditions(asked), actions: actions(done), isActive, place, activeSince, createdAt, updatedAt };
}

export function renderRun({ id, ruleId, ruleName, conversationId, messageId, at, outcome, because, chain, found: findings, steps }: ListedRun): RuleRun {
  return { id, ruleId, ruleName, conversationId, messageId, at, outcome, because, chain: [...chain], found: found(findings), steps: renderSteps(steps) };
}

export function renderDryRun({ looked, isCut, matched, conversations, actions: done, rows }: CoreDryRun): DryRun {
  return { looked, isCut, matched, conversations, actions: actions(done), rows: rows.map(({ conversationId, messageId, at, subject, found: findings }) => ({ conversationId, messageId, at, subject, found: found(findings) })) };
}

export function renderMacro({ id, userId, name, isShared, actions: done, updatedAt }: CoreMacro, ownUserId: number | null): Macro {
  return { id, name, isShared, isOwn: userId === ownUserId, actions: actions(done), updatedAt };
}
