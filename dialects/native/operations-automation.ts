import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { fillCannedResponse } from './endpoints/canned-responses/fill-canned-response.ts';
import { getAssignment } from './endpoints/conversations/get-assignment.ts';
import { changeMacro } from './endpoints/macros/change-macro.ts';
import { createMacro } from './endpoints/macros/create-macro.ts';
import { deleteMacro } from './endpoints/macros/delete-macro.ts';
import { listMacros } from './endpoints/macros/list-macros.ts';
import { runMacro } from './endpoints/macros/run-macro.ts';
import { listConversationRatings } from './endpoints/ratings/list-conversation-ratings.ts';
import { listRatings } from './endpoints/ratings/list-ratings.ts';
import { reportRatings } from './endpoints/ratings/report-ratings.ts';
import { changeRule } from './endpoints/rules/change-rule.ts';
import { createRuleFile } from './endpoints/rules/create-rule-file.ts';
import { createRule } from './endpoints/rules/create-rule.ts';
import { deleteRule } from './endpoints/rules/delete-rule.ts';
import { dryRunRule } from './endpoints/rules/dry-run-rule.ts';
import { getRuleVocabulary } from './endpoints/rules/get-rule-vocabulary.ts';
import { getRule } from './endpoints/rules/get-rule.ts';
import { getWebhookSecret } from './endpoints/rules/get-webhook-secret.ts';
import { listRuleFiles } from './endpoints/rules/list-rule-files.ts';
import { listRuleRuns } from './endpoints/rules/list-rule-runs.ts';
import { listRules } from './endpoints/rules/list-rules.ts';
import { orderRules } from './endpoints/rules/order-rules.ts';

/** What happens by itself, and what customers say of it. */
export const automationOperations = (outside: Outside): readonly Operation[] => [
  listRules, createRule(outside), getRuleVocabulary, getWebhookSecret(outside), orderRules, dryRunRule(outside), getRule, changeRule(outside), deleteRule, listRuleRuns, listRuleFiles, createRuleFile,
  listMacros, createMacro(outside), changeMacro(outside), deleteMacro, runMacro(outside),
  reportRatings, listRatings, listConversationRatings, getAssignment, fillCannedResponse,
];
