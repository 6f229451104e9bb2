import { getQuarantined as get } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { renderQuarantinedMail } from '../../render/quarantined-mail.ts';
import { QuarantinedMail } from '../../schemas/imports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getQuarantined = operation({
  id: 'quarantine.get',
  method: 'GET',
  path: '/native/v1/quarantine/{id}',
  tag: 'Imports',
  summary: 'A mail that could not be read, and why',
  params: IdParams,
  response: QuarantinedMail,
  handle: async ({ act, snapshot, params }) => renderQuarantinedMail(await snapshot((tx) => get(tx, act, params.id))),
});
