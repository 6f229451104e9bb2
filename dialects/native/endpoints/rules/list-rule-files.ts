import { findRuleFiles } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { RuleFiles } from '../../schemas/automation.ts';

export const listRuleFiles = operation({
  id: 'rules.listFiles', method: 'GET', path: '/native/v1/rule-files', tag: 'Automation', summary: 'Files that rules and macros may attach',
  response: RuleFiles,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findRuleFiles(tx, act))).map(({ id, fileName, byteCount }) => ({ id, fileName, byteCount })), next: null }),
});
