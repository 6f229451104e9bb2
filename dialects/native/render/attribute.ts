import type { AttributeDefinition } from '#core/labels/index.ts';
import type { Attribute } from '../schemas/label-settings.ts';

export function renderAttribute({ id, entity, key, name, type, options, createdAt }: AttributeDefinition): Attribute {
  return { id, entity, key, name, type, options: [...options], createdAt };
}
