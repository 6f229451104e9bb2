import { findAttributeDefinitions, type AttributeDefinition } from '#core/labels/index.ts';
import { notFound, seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { loadKept, type Kept } from '../kept.ts';
import { modelOf, type DisplayType } from '../parse/attribute-definition.ts';

export async function definitionViews(tx: Tx, definitions: readonly AttributeDefinition[], { isDeployed }: { isDeployed: boolean }) {
  const kept = await loadKept(tx, 'attribute', definitions.map(({ id }) => id));
  return definitions.map((definition) => {
    const own = kept.get(definition.id) ?? {};
    return {
      id: definition.id, attribute_display_name: definition.name, attribute_display_type: shownType(definition, own), attribute_description: own.description ?? '', attribute_key: definition.key,
      attribute_values: isDeployed ? [...definition.options] : JSON.stringify(definition.options), default_value: '', attribute_model: modelOf(definition.entity), account_id: tx.accountId,
    };
  });
}

/** `not-found` too for attributes of nouns that this API does not have. For callers that have checked their permission. */
export async function definitionOf(tx: Tx, act: Act, id: number): Promise<{ definition: AttributeDefinition; displayType: DisplayType }> {
  const definition = (await findAttributeDefinitions(tx, seesAll(act))).find((each) => each.id === id);
  if (!definition || definition.entity === 'company') throw notFound('custom attribute');
  return { definition, displayType: shownType(definition, (await loadKept(tx, 'attribute', [id])).get(id) ?? {}) };
}

function shownType({ type }: AttributeDefinition, kept: Kept['attribute']): DisplayType {
  return (kept.displayType as DisplayType | undefined) ?? (type === 'boolean' ? 'checkbox' : type);
}
