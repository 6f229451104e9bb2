import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/**
 * Writes whole frames (`textFrame`) straight to the transport of an open connection: one write of shared bytes, where the library makes and writes a head for each reader. Frames of both stay in order, since
 * without compression the library holds none back. Who has more than `unreadBytesMax` unread is cut off.
 */
export function writeFrame(socket: WebSocket, transport: Duplex, frame: Buffer, unreadBytesMax: number): void {
  if (socket.readyState !== socket.OPEN) return;
  transport.write(frame);
  if (transport.writableLength > unreadBytesMax) socket.terminate();
}
