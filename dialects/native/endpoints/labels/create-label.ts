import { createLabel as create } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { NewLabel, SettingsLabel } from '../../schemas/label-settings.ts';

export const createLabel = operation({
  id: 'labels.create',
  method: 'POST',
  path: '/native/v1/labels',
  tag: 'Labels',
  summary: 'A label; 409 where one is called so, whatever its case',
  status: 201,
  body: NewLabel,
  response: SettingsLabel,
  handle: ({ act, change, body }) => change((tx) => create(tx, act, body)),
});
