import { keptBytesOfTooLarge, mailBytesMaxDefault, type ReadOptions } from './mail-source.ts';
import { openBytes } from './open-bytes.ts';

export interface EmlContent {
  raw: Uint8Array;
  /** Bytes of the file as stored. */
  bytesTotal: number;
  tooLarge?: boolean;
  rawSize?: number;
}

/** Reads a file that holds one mail, plain or packed. Over the limit the first 64 kB are kept and the rest is only counted. */
export async function readEmlFile(path: string, options: ReadOptions = {}): Promise<EmlContent> {
  const limit = options.mailBytesMax ?? mailBytesMaxDefault;
  const source = await openBytes(path);
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.chunks) {
    const wasTooLarge = size > limit;
    size += chunk.length;
    if (wasTooLarge) continue;
    pieces.push(chunk);
    if (size > limit) pieces = [Buffer.from(Buffer.concat(pieces).subarray(0, keptBytesOfTooLarge))];
  }
  const raw = Buffer.concat(pieces);
  return { raw, bytesTotal: source.bytesTotal, ...(size > limit ? { tooLarge: true, rawSize: size } : {}) };
}
