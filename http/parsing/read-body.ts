import { RequestError } from '../errors/request-error.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { jsonTree } from './json-tree.ts';
import { multipartTree } from './multipart-tree.ts';
import type { Tree } from './tree.ts';
import { urlencodedTree } from './urlencoded-tree.ts';

/** Of bodies without files, also where an operation takes larger ones for its files' sake. */
const plainBytesMax = 1_048_576;

/** A body to a tree, by its media type. No bytes = no body, whatever the header says. Multipart only where the operation takes files. */
export function readBody(contentType: string | undefined, contentEncoding: string | undefined, bytes: Buffer, { takesFiles = false }: { takesFiles?: boolean } = {}): Tree | undefined {
  if (bytes.length === 0) return undefined;
  refuseCompressed(contentEncoding);
  const [type = ''] = (contentType ?? '').split(';', 1);
  const mediaType = type.trim().toLowerCase();
  if (mediaType === 'multipart/form-data' && takesFiles) return multipartTree(contentType ?? '', bytes);
  if (takesFiles && bytes.length > plainBytesMax) throw new RequestError('payload-too-large', 'The body is too large.');
  if (mediaType === 'application/json' || /^application\/[a-z0-9.!#$&^_-]+\+json$/.test(mediaType)) {
    const text = decodeUtf8(bytes);
    return text.trim() === '' ? undefined : jsonTree(text);
  }
  if (mediaType === 'application/x-www-form-urlencoded') return urlencodedTree(decodeUtf8(bytes));
  throw new RequestError('unsupported-media-type', 'The body must be application/json or application/x-www-form-urlencoded.');
}

/** A body that is taken as it is, or the parts of a form. */
export function readBytes(contentType: string | undefined, contentEncoding: string | undefined, bytes: Buffer): Buffer | Tree {
  refuseCompressed(contentEncoding);
  return /^multipart\/form-data\s*;/i.test(contentType ?? '') && bytes.length > 0 ? multipartTree(contentType ?? '', bytes) : bytes;
}

function refuseCompressed(contentEncoding: string | undefined): void {
  if (contentEncoding !== undefined && contentEncoding.trim().toLowerCase() !== 'identity') {
    throw new RequestError('unsupported-media-type', 'Compressed request bodies are not taken.');
  }
}
