import type { AttributeDefinition, AttributeEntity, AttributeType } from '#core/labels/index.ts';
import { InvalidInput } from '#http/index.ts';
import { displayTypes } from '../schemas/custom-attribute-definition.ts';

export type DisplayType = (typeof displayTypes)[number];

/** Of a number or a word. */
export function displayTypeOf(given: string): DisplayType {
  return displayTypes[Number(given)] ?? (given as DisplayType);
}

/** Currency and percent are numbers to core; how they are shown is this API's. */
export function typeOf(displayType: DisplayType): AttributeType {
  return displayType === 'checkbox' ? 'boolean' : displayType === 'currency' || displayType === 'percent' ? 'number' : displayType;
}

export function entityOf(model: string): 'conversation' | 'contact' {
  return model === '0' || model === 'conversation_attribute' ? 'conversation' : 'contact';
}

export function modelOf(entity: AttributeEntity): 'conversation_attribute' | 'contact_attribute' {
  return entity === 'conversation' ? 'conversation_attribute' : 'contact_attribute';
}

/** `Order number` -> `order_number`. */
export function keyOf(name: string): string {
  const key = name.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^[^a-z]+|_+$/g, '').slice(0, 60);
  if (key === '') throw new InvalidInput([{ field: 'attribute_key', problem: 'must be given where the display name has no letters a to z' }]);
  return key;
}

/** What was made stays: values were checked by it. The same again is no change; number, currency and percent differ in how they are shown only. */
export function refuseChange(definition: AttributeDefinition, displayType: DisplayType, given: { attribute_display_type?: string; attribute_key?: string; attribute_model?: string }): void {
  const changed = [
    ...(given.attribute_display_type !== undefined && typeOf(displayTypeOf(given.attribute_display_type)) !== typeOf(displayType) ? ['attribute_display_type'] : []),
    ...(given.attribute_key !== undefined && given.attribute_key !== definition.key ? ['attribute_key'] : []),
    ...(given.attribute_model !== undefined && entityOf(given.attribute_model) !== definition.entity ? ['attribute_model'] : []),
  ];
  if (changed.length > 0) throw new InvalidInput(changed.map((field) => ({ field, problem: 'cannot be changed' })));
}
