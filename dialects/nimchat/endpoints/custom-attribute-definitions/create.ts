import { defineAttribute } from '#core/labels/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { keep } from '../../kept.ts';
import { displayTypeOf, entityOf, keyOf, typeOf } from '../../parse/attribute-definition.ts';
import { CustomAttributeDefinition, CustomAttributeInput } from '../../schemas/custom-attribute-definition.ts';
import { definitionOf, definitionViews } from '../../views/attribute-definitions.ts';

export const createCustomAttributeDefinition = accountOperation({
  id: 'custom-attribute-definitions.create', method: 'POST', path: '/custom_attribute_definitions', tag: 'Custom Attributes', summary: 'A new custom attribute',
  body: CustomAttributeInput, response: CustomAttributeDefinition,
  handle: ({ act, change, principal, body }) => change(async (tx) => {
    const displayType = displayTypeOf(body.attribute_display_type ?? 'text');
    const { id } = await defineAttribute(tx, act, {
      entity: entityOf(body.attribute_model ?? '0'), key: body.attribute_key ?? keyOf(body.attribute_display_name), name: body.attribute_display_name, type: typeOf(displayType), options: body.attribute_values ?? [],
    });
    await keep(tx, 'attribute', id, { displayType, ...(body.attribute_description !== undefined && { description: body.attribute_description }) });
    return (await definitionViews(tx, [(await definitionOf(tx, act, id)).definition], { isDeployed: isDeployed(principal) }))[0]!;
  }),
});
