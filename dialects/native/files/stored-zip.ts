import { crc32 } from 'node:zlib';

/** One file of an archive. `name`: safe and unique already; `read` gives the whole, checked. */
export interface ZipEntry { readonly name: string; readonly byteCount: number; readonly read: () => Promise<Buffer> }

/** Without ZIP64 (APPNOTE 4.4.1.4): below these, every reader understands it. */
export const zipMax = { entries: 10_000, bytes: 2 * 1024 ** 3 } as const;

const localLength = 30;
const centralLength = 46;
const endLength = 22;
/** General purpose bit 11: names are UTF-8. */
const flags = 0x0800;
/** 1 January 1980, the first day of the format: an archive of the same files is the same bytes. */
const [dosTime, dosDate] = [0, 0x21];

/** How long the archive will be: nothing is compressed (most attachments are already), so it is known before a byte is read. */
export function zipByteCount(entries: readonly ZipEntry[]): number {
  return entries.reduce((sum, { name, byteCount }) => sum + localLength + centralLength + 2 * Buffer.byteLength(name) + byteCount, endLength);
}

/** A ZIP archive (PKWARE APPNOTE 6.3) whose files are stored as they are, one in memory at a time. */
export async function* storedZip(entries: readonly ZipEntry[]): AsyncGenerator<Buffer> {
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, byteCount, read } of entries) {
    const content = await read();
    if (content.byteLength !== byteCount) throw new Error(`a stored file has ${content.byteLength} bytes instead of ${byteCount}`);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26); // version needed to extra length: the same in both headers
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(dosTime, 6);
    common.writeUInt16LE(dosDate, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(byteCount, 14);
    common.writeUInt32LE(byteCount, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    yield Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes]);
    if (byteCount > 0) yield content;
    const rest = Buffer.alloc(14); // comment length, disk, attributes: none
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, nameBytes]));
    offset += localLength + nameBytes.length + byteCount;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(endLength);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([directory, end]);
}
