import { isUtf8 } from 'node:buffer';

const unknownType = 'application/octet-stream';

interface Magic {
  offset: number;
  bytes: string;
  type: string;
}

/** Types that may be shown inline or that are worth naming; all else is unknown on purpose (SVG and HTML above all). */
const magics: Magic[] = [
  { offset: 0, bytes: '\x89PNG\r\n\x1a\n', type: 'image/png' },
  { offset: 0, bytes: '\xff\xd8\xff', type: 'image/jpeg' },
  { offset: 0, bytes: 'GIF87a', type: 'image/gif' },
  { offset: 0, bytes: 'GIF89a', type: 'image/gif' },
  { offset: 8, bytes: 'WEBP', type: 'image/webp' },
  { offset: 0, bytes: 'II*\0', type: 'image/tiff' },
  { offset: 0, bytes: 'MM\0*', type: 'image/tiff' },
  { offset: 4, bytes: 'ftypavif', type: 'image/avif' },
  { offset: 4, bytes: 'ftypheic', type: 'image/heic' },
  { offset: 0, bytes: '%PDF-', type: 'application/pdf' },
  { offset: 0, bytes: 'PK\x03\x04', type: 'application/zip' },
  { offset: 0, bytes: 'PK\x05\x06', type: 'application/zip' },
  { offset: 0, bytes: '\x1f\x8b\x08', type: 'application/gzip' },
  { offset: 0, bytes: 'ID3', type: 'audio/mpeg' },
  { offset: 0, bytes: 'OggS', type: 'audio/ogg' },
  { offset: 0, bytes: 'fLaC', type: 'audio/flac' },
  { offset: 0, bytes: '#!AMR', type: 'audio/amr' },
  { offset: 4, bytes: 'ftypM4A', type: 'audio/mp4' },
  { offset: 4, bytes: 'ftypisom', type: 'video/mp4' },
  { offset: 4, bytes: 'ftypmp4', type: 'video/mp4' },
  { offset: 0, bytes: '\x1aE\xdf\xa3', type: 'video/webm' },
  { offset: 8, bytes: 'WAVE', type: 'audio/wav' },
];

/** The media type that the first bytes prove. The declared type plays no part: a sender may write anything. */
export function sniffMediaType(content: Uint8Array): string {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 4_096));
  const text = head.toString('latin1');
  const found = magics.find((magic) => text.startsWith(magic.bytes, magic.offset));
  if (found && (found.offset !== 8 || text.startsWith('RIFF'))) return found.type;
  // BMP has a two-letter mark, so the reserved zero bytes of its header are asked for too.
  if (text.startsWith('BM') && text.startsWith('\0\0\0\0', 6)) return 'image/bmp';
  // MPEG audio layer III without a tag: eleven sync bits, version 1 or 2, a legal bit rate and sampling rate.
  if (/^\xff[\xfb\xf3\xf2][\x10-\xef][\x00-\xff]/.test(text) && content.byteLength > 100) return 'audio/mpeg';
  return isPlainText(head, text) ? 'text/plain' : unknownType;
}

/** No control characters, valid UTF-8, and no markup at the start that a browser could take for a page. */
function isPlainText(head: Buffer, text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters tell binary from text
  if (text === '' || /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text) || /^\s*(?:\xef\xbb\xbf)?\s*</.test(text)) return false;
  // The cut at 4,096 bytes may split a character: up to three bytes at the end are not judged.
  for (let drop = 0; drop < 4; drop++) if (isUtf8(head.subarray(0, head.length - drop))) return true;
  return false;
}
