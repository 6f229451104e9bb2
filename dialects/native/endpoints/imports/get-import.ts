import { getImport as get } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { renderImport } from '../../render/import.ts';
import { Import } from '../../schemas/imports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getImport = operation({
  id: 'imports.get',
  method: 'GET',
  path: '/native/v1/imports/{id}',
  tag: 'Imports',
  summary: 'An import and how far it is',
  params: IdParams,
  response: Import,
  handle: async ({ act, snapshot, params }) => renderImport(await snapshot((tx) => get(tx, act, params.id))),
});
