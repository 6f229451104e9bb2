import { automaticVariables, textVariables } from '#core/canned-responses/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { attributeKinds } from '../run/judge-conditions.ts';
import { readDefinitionsById } from '../run/read-definitions.ts';
import { comparesOf, ruleFieldNames, ruleFields, ruleStates, type FieldDefinition } from './rule-condition.ts';
import { ruleTable } from './rule-table.ts';

/** Of what this account may make rules. */
export async function getRuleVocabulary(tx: Tx, act: Act) {
  requirePermission(act, 'settings.read');
  return {
    events: ruleTable.map(({ event, fields, actions }) => ({ event, fields: fields.map(({ field }) => field), actions: [...actions] as string[] })),
    fields: ruleFieldNames.map((field) => {
      const { kind, noun, words = [] }: FieldDefinition = ruleFields[field];
      return { field, kind, noun: noun ?? null, words: [...words], compares: [...comparesOf[kind]] };
    }),
    attributes: [...(await readDefinitionsById(tx)).values()].map(({ id, name, entity, type, options }) => ({
      attributeId: id, name, entity: entity as string, kind: attributeKinds[type] as string, options: [...options], compares: [...comparesOf[attributeKinds[type]]],
    })),
    states: [...ruleStates], variables: [...textVariables] as string[], automaticVariables: [...automaticVariables] as string[],
  };
}
