/**
 * One text message of a server as the bytes of its frame (RFC 6455 5.2): final, unmasked, not compressed. The same bytes go to any number of connections. `parts`: text, or bytes of UTF-8, one after the other. What is
 * kept for as long as a connection lasts is kept as text: a small Buffer lies in a slab of 64 kB that it shares with whatever was made at the same moment, and holds all of it.
 */
export function textFrame(...parts: readonly (Buffer | string)[]): Buffer {
  const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : part.byteLength), 0);
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headLength + length);
  frame[0] = 0x81;
  if (headLength === 2) frame[1] = length;
  else if (headLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  let at = headLength;
  for (const part of parts) at += typeof part === 'string' ? frame.write(part, at) : part.copy(frame, at);
  return frame;
}
