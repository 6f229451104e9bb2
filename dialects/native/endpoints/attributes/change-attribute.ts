import { changeAttribute as change, getAttributeDefinition } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderAttribute } from '../../render/attribute.ts';
import { Attribute, AttributeChange } from '../../schemas/label-settings.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeAttribute = operation({
  id: 'attributes.change',
  method: 'PATCH',
  path: '/native/v1/attributes/{id}',
  tag: 'Labels',
  summary: 'Another name or other options; key and type stay. Values that are no longer among the options stay too',
  params: IdParams,
  body: AttributeChange,
  response: Attribute,
  async handle({ act, change: within, params: { id }, body }) {
    return renderAttribute(await within(async (tx) => {
      await change(tx, act, id, body);
      return getAttributeDefinition(tx, readingBack(act), id);
    }));
  },
});
