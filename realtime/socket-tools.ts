import type { Duplex } from 'node:stream';
import type { RawData } from 'ws';

/** True from the message on that is one too many within ten seconds. */
export function countMessages(most: number): () => boolean {
  let startMs = 0;
  let count = 0;
  return () => {
    if (Date.now() - startMs > 10_000) [startMs, count] = [Date.now(), 0];
    count += 1;
    return count > most;
  };
}

export function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}

/** Before anything else: a transport that breaks ends its connection and nothing more. One function for all. */
export function endWhenBroken(transport: Duplex): void {
  transport.on('error', destroyThis);
}
function destroyThis(this: Duplex): void {
  this.destroy();
}

/** Plain, and without a word of why: who is refused here is no client of ours. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
