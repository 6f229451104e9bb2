import type { ServerMessage } from './live-message.ts';
import { textFrame } from './text-frame.ts';

/** A message as the bytes of its frame, to be written to any number of sockets. */
export function messageFrame(message: ServerMessage): Buffer {
  return textFrame(Buffer.from(JSON.stringify(message)));
}
