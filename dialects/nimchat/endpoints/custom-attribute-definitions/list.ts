import { Type } from '@sinclair/typebox';
import { findAttributeDefinitions } from '#core/labels/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { entityOf } from '../../parse/attribute-definition.ts';
import { CustomAttributeDefinition, CustomAttributeQuery } from '../../schemas/custom-attribute-definition.ts';
import { definitionViews } from '../../views/attribute-definitions.ts';

export const listCustomAttributeDefinitions = accountOperation({
  id: 'custom-attribute-definitions.list', method: 'GET', path: '/custom_attribute_definitions', tag: 'Custom Attributes', summary: 'Custom attributes of conversations or contacts',
  query: CustomAttributeQuery, response: Type.Array(CustomAttributeDefinition),
  handle: ({ act, snapshot, principal, query }) => snapshot(async (tx) => (
    definitionViews(tx, await findAttributeDefinitions(tx, act, entityOf(query.attribute_model)), { isDeployed: isDeployed(principal) }))),
});
