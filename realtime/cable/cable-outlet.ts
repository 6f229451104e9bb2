import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

export interface OutletLimits { readonly unreadBytesMax: number; readonly batchBytesMax: number }

/** Whole frames (`textFrame`) on their way to one connection. */
export interface CableOutlet {
  send(frame: Buffer): void;
  /** What is sent between these is a batch and leaves in few writes. They nest: one connection may have several subscriptions. */
  hold(): void;
  release(): void;
  /** At each ping: what was a batch before the last one should be read by now. */
  tick(): void;
}

/** So much of a batch is held before it leaves. */
const heldBytesMax = 64 * 1024;

/**
 * Writes straight to the transport, as `writeFrame` does. No reader can take anything while a batch is being written, so how much of it lies unread says nothing of the reader: the bytes of batches, up to
 * `batchBytesMax`, count as unread from the second `tick` on. Who has more than `unreadBytesMax` unread then is cut off.
 */
export function openCableOutlet(socket: WebSocket, transport: Duplex, { unreadBytesMax, batchBytesMax }: OutletLimits): CableOutlet {
  let holds = 0;
  let held = 0;
  let batched = 0;
  let batchedBefore = 0;

  const look = (): void => {
    if (socket.readyState === socket.OPEN && transport.writableLength > unreadBytesMax + Math.min(batched + batchedBefore, batchBytesMax)) socket.terminate();
  };
  const leave = (): void => {
    held = 0;
    transport.uncork();
    look();
  };

  return {
    send: (frame) => {
      if (socket.readyState !== socket.OPEN) return;
      transport.write(frame);
      if (holds === 0) return look();
      batched += frame.byteLength;
      held += frame.byteLength;
      if (held < heldBytesMax) return;
      leave();
      transport.cork();
    },
    hold: () => {
      holds += 1;
      if (holds === 1) transport.cork();
    },
    release: () => {
      holds -= 1;
      if (holds === 0) leave();
    },
    tick: () => {
      batchedBefore = batched;
      batched = 0;
      look();
    },
  };
}
