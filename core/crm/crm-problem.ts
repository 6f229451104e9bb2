import { CoreError } from '#core/kernel/index.ts';
import { CrmTrouble } from './source.ts';

/** What somebody who connects is told: credentials that do not count are wrong input, all else is not available now. Other errors stay as they are. */
export function crmProblem(error: unknown): unknown {
  if (!(error instanceof CrmTrouble)) return error;
  const { kind, message, values, waitSeconds } = error;
  if (kind === 'refused' || kind === 'forbidden') return new CoreError('invalid', message, { fields: [{ field: 'secret', problem: message, key: error.key, ...(values && { values }) }], cause: error });
  return new CoreError('unavailable', message, { key: error.key, values, cause: error, ...(waitSeconds !== undefined && { retryAfterSeconds: waitSeconds }) });
}
