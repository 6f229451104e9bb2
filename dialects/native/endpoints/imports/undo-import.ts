import type { Outside } from '#core/channels/index.ts';
import { beginUndoImport, getImport } from '#core/conversations/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { renderImport } from '../../render/import.ts';
import { Import } from '../../schemas/imports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const undoImport = ({ house }: Outside): Operation => operation({
  id: 'imports.undo',
  method: 'POST',
  path: '/native/v1/imports/{id}/undo',
  tag: 'Imports',
  summary: 'Takes back all that an import brought, beside the requests; 409 while it runs or where it was undone',
  params: IdParams,
  response: Import,
  handle: ({ act, change, params: { id } }) => change(async (tx) => {
    await beginUndoImport(tx, act, id);
    await house.enqueue(tx, act, { kind: 'undo-import', batchId: id });
    return renderImport(await getImport(tx, act, id));
  }),
});
