import { keepRuleFile } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { NewRuleFile, RuleFile } from '../../schemas/automation.ts';

export const createRuleFile = operation({
  id: 'rules.createFile', method: 'POST', path: '/native/v1/rule-files', tag: 'Automation', summary: 'Keeps an upload of yours as a file that rules and macros may attach',
  status: 201, body: NewRuleFile, response: RuleFile,
  handle: ({ act, change, body }) => change(async (tx) => {
    const { id, fileName, byteCount } = await keepRuleFile(tx, act, body.uploadId);
    return { id, fileName, byteCount };
  }),
});
