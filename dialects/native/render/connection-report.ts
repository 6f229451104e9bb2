import type { ConnectionReport as CoreReport } from '#core/channels/index.ts';
import type { ConnectionReport } from '../schemas/channels.ts';

export function renderReport({ ok, steps, folders }: CoreReport): ConnectionReport {
  return {
    ok, steps: steps.map(({ step, ok: isOk, text, said }) => ({ step, ok: isOk, text, ...(said && { said: said.map(({ key, values }) => ({ key, values: { ...values } })) }) })),
    ...(folders ? { folders: folders.map(({ path, role }) => ({ path, role })) } : {}),
  };
}
