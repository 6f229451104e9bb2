import { findAttributeDefinitions } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { renderAttribute } from '../../render/attribute.ts';
import { Attributes, AttributesQuery } from '../../schemas/label-settings.ts';

export const listAttributes = operation({
  id: 'attributes.list',
  method: 'GET',
  path: '/native/v1/attributes',
  tag: 'Labels',
  summary: 'Attributes that contacts, conversations and companies may have',
  query: AttributesQuery,
  response: Attributes,
  handle: async ({ act, snapshot, query }) => ({ items: (await snapshot((tx) => findAttributeDefinitions(tx, act, query.entity))).map(renderAttribute), next: null }),
});
