import { changeLabel as change, getLabel } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { LabelChange, SettingsLabel } from '../../schemas/label-settings.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeLabel = operation({
  id: 'labels.change',
  method: 'PATCH',
  path: '/native/v1/labels/{id}',
  tag: 'Labels',
  summary: 'Another name or colour; what is not named stays',
  params: IdParams,
  body: LabelChange,
  response: SettingsLabel,
  handle: ({ act, change: within, params: { id }, body }) => within(async (tx) => {
    await change(tx, act, id, body);
    return getLabel(tx, readingBack(act), id);
  }),
});
