import type { InteractionKind } from '#core/interactions/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { onBell } from '../bell.ts';
import type { Change } from '../run/run-rule.ts';
import type { ControlCommand } from './control-command.ts';
import { readControlCommands } from './read-commands.ts';

/** Another process may have written what is waited for. */
const pollMs = 1_000;

/** As `readControlCommands`; where there is nothing yet, waits for something, no longer than so many milliseconds. No connection is held meanwhile. */
export async function waitForControl(
  change: Change, act: Act, { waitMs, ...from }: { readonly kind: InteractionKind; readonly after: number; readonly limit: number; readonly waitMs: number },
): Promise<ControlCommand[]> {
  requirePermission(act, 'work.supervise');
  const until = performance.now() + waitMs;
  for (;;) {
    let isRung = false;
    let rouse = (): void => {};
    const stop = onBell('control', () => { isRung = true; rouse(); });
    try {
      const found = await change((tx) => readControlCommands(tx, act, from));
      const left = until - performance.now();
      if (found.length > 0 || left <= 0) return found;
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(left, pollMs));
          rouse = () => { clearTimeout(timer); resolve(); };
        });
      }
    } finally {
      stop();
    }
  }
}
