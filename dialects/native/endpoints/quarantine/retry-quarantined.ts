import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { QuarantineRetried } from '../../schemas/imports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const retryQuarantined = ({ house }: Outside): Operation => operation({
  id: 'quarantine.retry',
  method: 'POST',
  path: '/native/v1/quarantine/{id}/retry',
  tag: 'Imports',
  summary: 'Reads a mail again, as after an update; one whose bytes its mail server kept is fetched again',
  params: IdParams,
  response: QuarantineRetried,
  async handle({ act, params: { id } }) {
    requirePermission(act, 'imports.run');
    const { outcome, text, code } = await house.retryQuarantined(readingBack(act), id); // the server stores it, whatever else the caller may
    return { outcome, text, code };
  },
});
