export { changeLabel, createLabel, deleteLabel, ensureLabels, findLabels, getLabel, labelNorm, type Label } from './labels.ts';
export {
  changeAttribute, defineAttribute, deleteAttribute, findAttributeDefinitions, getAttributeDefinition,
  type AttributeDefinition, type AttributeEntity, type AttributeInput, type AttributeType,
} from './attribute-definitions.ts';
export type { AttributeValue } from './attribute-value.ts';
export { copyMissingValues, dropAttributeValues, dropCopiedValues, getAttributeValues, setAttributeValues, tellAttributesChanged } from './attribute-values.ts';
