import { defineAttribute, getAttributeDefinition } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderAttribute } from '../../render/attribute.ts';
import { Attribute, NewAttribute } from '../../schemas/label-settings.ts';

export const createAttribute = operation({
  id: 'attributes.create',
  method: 'POST',
  path: '/native/v1/attributes',
  tag: 'Labels',
  summary: 'An attribute; 409 where the noun has one of this key',
  status: 201,
  body: NewAttribute,
  response: Attribute,
  async handle({ act, change, body }) {
    return renderAttribute(await change(async (tx) => getAttributeDefinition(tx, readingBack(act), (await defineAttribute(tx, act, body)).id)));
  },
});
