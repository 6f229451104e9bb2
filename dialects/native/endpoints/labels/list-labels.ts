import { Type } from '@sinclair/typebox';
import { findLabels } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { SettingsLabel } from '../../schemas/label-settings.ts';
import { Closed } from '../../schemas/shared.ts';

export const listLabels = operation({
  id: 'labels.list',
  method: 'GET',
  path: '/native/v1/labels',
  tag: 'Labels',
  summary: 'All labels by name',
  response: Closed({ items: Type.Array(SettingsLabel), next: Type.Null() }),
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findLabels(tx, act))).map(({ id, name, colour, createdAt }) => ({ id, name, colour, createdAt })), next: null }),
});
