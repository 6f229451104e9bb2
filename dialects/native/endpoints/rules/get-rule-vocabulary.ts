import { getRuleVocabulary as get } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { RuleVocabulary } from '../../schemas/automation.ts';

export const getRuleVocabulary = operation({
  id: 'rules.vocabulary', method: 'GET', path: '/native/v1/rules/vocabulary', tag: 'Automation', summary: 'Events, what each may ask and do, the account\'s own attributes, variables of texts',
  response: RuleVocabulary,
  handle: ({ act, snapshot }) => snapshot((tx) => get(tx, act)),
});
