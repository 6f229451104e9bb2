import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A small picture: colour of a cup at a place, as PNG (RGB, 8 bits). `seed` shifts the tone, so that no two pictures are alike. */
export function makePng(width: number, height: number, seed: number): Uint8Array {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [(x - width / 2) / width, (y - height / 2) / height];
      const inCup = dx * dx + dy * dy < 0.12;
      const at = y * (width * 3 + 1) + 1 + x * 3;
      rows[at] = inCup ? 150 + (seed % 60) : 205 - Math.round(60 * (y / height));
      rows[at + 1] = inCup ? 90 + Math.round(40 * (x / width)) : 210 - Math.round(50 * (y / height));
      rows[at + 2] = inCup ? 40 : 200;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
