import { requirePermission } from '#core/kernel/index.ts';
import { changeAttribute } from '#core/labels/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { keep } from '../../kept.ts';
import { displayTypeOf, refuseChange } from '../../parse/attribute-definition.ts';
import { CustomAttributeChange, CustomAttributeDefinition } from '../../schemas/custom-attribute-definition.ts';
import { definitionOf, definitionViews } from '../../views/attribute-definitions.ts';

export const updateCustomAttributeDefinition = accountOperation({
  id: 'custom-attribute-definitions.update', method: 'PATCH', path: '/custom_attribute_definitions/{id}', tag: 'Custom Attributes', summary: 'Change names, description and values; key, type and model stay',
  body: CustomAttributeChange, response: CustomAttributeDefinition,
  handle: ({ act, change, principal, params: { id }, body }) => change(async (tx) => {
    requirePermission(act, 'attributes.write');
    const { definition, displayType } = await definitionOf(tx, act, id);
    refuseChange(definition, displayType, body);
    await changeAttribute(tx, act, id, { ...(body.attribute_display_name !== undefined && { name: body.attribute_display_name }), ...(body.attribute_values !== undefined && { options: body.attribute_values }) });
    await keep(tx, 'attribute', id, { ...(body.attribute_display_type !== undefined && { displayType: displayTypeOf(body.attribute_display_type) }), ...(body.attribute_description !== undefined && { description: body.attribute_description }) });
    return (await definitionViews(tx, [(await definitionOf(tx, act, id)).definition], { isDeployed: isDeployed(principal) }))[0]!;
  }),
});
