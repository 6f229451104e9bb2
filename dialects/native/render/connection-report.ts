import type { ConnectionReport as CoreReport } from '#core/channels/index.ts';
import type { ConnectionReport } from '../schemas/channels.ts';

export function renderReport({ ok, steps, folders }: CoreReport): ConnectionReport {
  return {
    ok, steps: steps.map(({ step, ok: isOk, text }) => ({ step, ok: isOk, text })),
    ...(folders ? { folders: folders.map(({ path, role }) => ({ path, role })) } : {}),
  };
}
