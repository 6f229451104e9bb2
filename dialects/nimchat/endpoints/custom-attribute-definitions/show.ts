import { requirePermission } from '#core/kernel/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { CustomAttributeDefinition } from '../../schemas/custom-attribute-definition.ts';
import { definitionOf, definitionViews } from '../../views/attribute-definitions.ts';

export const showCustomAttributeDefinition = accountOperation({
  id: 'custom-attribute-definitions.show', method: 'GET', path: '/custom_attribute_definitions/{id}', tag: 'Custom Attributes', summary: 'One custom attribute',
  response: CustomAttributeDefinition,
  handle: ({ act, snapshot, principal, params: { id } }) => snapshot(async (tx) => {
    requirePermission(act, 'settings.read');
    return (await definitionViews(tx, [(await definitionOf(tx, act, id)).definition], { isDeployed: isDeployed(principal) }))[0]!;
  }),
});
