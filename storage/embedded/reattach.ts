import { setTimeout as sleep } from 'node:timers/promises';

import { attachToKeeper } from './attach-to-keeper.ts';
import type { Attachment } from './attach-to-keeper.ts';
import { errorText } from './embedded-database-error.ts';
import type { KeeperOrder } from './keeper-protocol.ts';

const firstWaitMs = 100;
const waitMsMax = 30_000;

export interface ReattachEvents {
  onLost: (reason: string) => void;
  onRestored: () => void;
}

/** Keeps a hold on the database for the life of this process: when the keeper dies, starts another and joins it. */
export function reattaching(order: KeeperOrder, first: Attachment, events: ReattachEvents): { release: () => Promise<void> } {
  let current: Attachment | null = first;
  let isReleased = false;
  void watch(first);

  async function watch(attachment: Attachment): Promise<void> {
    let isDown = false;
    attachment.onState = (state) => {
      if (isReleased) return;
      if (state.state === 'starting' && !isDown) {
        isDown = true;
        events.onLost(state.step);
      } else if (state.state === 'ready' && isDown) {
        isDown = false;
        events.onRestored();
      }
    };
    await attachment.closed;
    if (isReleased) return;
    current = null;
    if (!isDown) events.onLost('The keeper of the database ended');
    await attachAgain();
  }

  async function attachAgain(): Promise<void> {
    for (let waitMs = firstWaitMs; !isReleased; waitMs = Math.min(waitMs * 2, waitMsMax)) {
      try {
        const next = await attachToKeeper(order, () => undefined);
        if (isReleased) return await next.pipe.leave();
        current = next;
        void watch(next);
        return events.onRestored();
      } catch (error) {
        events.onLost(errorText(error));
        await sleep(waitMs, undefined, { ref: false });
      }
    }
  }

  return {
    release: async () => {
      if (isReleased) return;
      isReleased = true;
      await current?.pipe.leave();
    },
  };
}
