import type { Outside } from '#core/channels/index.ts';
import { connectCrm, dealsFileBytesMax, readDealsFile } from '#core/crm/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { uploadedFile } from '../../parse/uploaded-file.ts';
import { renderCrm } from '../../render/crm.ts';
import { DealsImported } from '../../schemas/crm.ts';

export const importDeals = (outside: Outside): Operation => operation({
  id: 'crm.importDeals',
  method: 'POST',
  path: '/native/v1/crm/deals-file',
  tag: 'CRM',
  summary: 'Deals of a CSV with a heading line: name, and where there is id, stage, owner, value, currency, emails, created, closes. As `file` of a form, or the body as it is. What an earlier file brought stays, and is changed where both have it',
  status: 201,
  takesBytes: true,
  bodyBytesMax: dealsFileBytesMax + 16 * 1024,
  response: DealsImported,
  async handle({ act, change, body, head }) {
    requirePermission(act, 'settings.write');
    const { bytes } = uploadedFile(body, head.headers['x-file-name']);
    const { deals, contacts } = readDealsFile(bytes);
    const key = await outside.key();
    const connection = await change((tx) => connectCrm(tx, act, key, { kind: 'file', settings: {}, secret: null, file: bytes }));
    return { connection: renderCrm(connection), deals: deals.length, contacts: contacts.length };
  },
});
