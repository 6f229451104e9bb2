import { requirePermission } from '#core/kernel/index.ts';
import { deleteAttribute } from '#core/labels/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Nothing } from '../../schemas/wire.ts';
import { definitionOf } from '../../views/attribute-definitions.ts';

export const deleteCustomAttributeDefinition = accountOperation({
  id: 'custom-attribute-definitions.delete', method: 'DELETE', path: '/custom_attribute_definitions/{id}', tag: 'Custom Attributes', summary: 'Remove a custom attribute and its values',
  response: Nothing,
  handle: ({ act, change, params: { id } }) => change(async (tx) => {
    requirePermission(act, 'attributes.write');
    await definitionOf(tx, act, id);
    await deleteAttribute(tx, act, id);
    return null;
  }),
});
