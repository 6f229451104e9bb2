import { RequestError } from '../errors/request-error.ts';
import { bracketKeysMax, bracketTree } from './bracket-tree.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { FilePart } from './file-part.ts';
import { readPartHeaders } from './multipart-headers.ts';
import type { TreeMap } from './tree.ts';

export const filesMax = 20;
/** All values that are no files, together. */
const textBytesMax = 1_048_576;
const headerBytesMax = 8_192;
const endOfHeaders = Buffer.from('\r\n\r\n');

/**
 * A multipart/form-data body (RFC 7578) to the tree that a form or JSON gives, files as `FilePart`. The body lies in memory already and its
 * size was bounded before; parts, files, headers and texts are counted as they are found, so that an excess ends the work. The bytes of
 * files are views of the body, not copies.
 */
export function multipartTree(contentType: string, body: Buffer): TreeMap {
  const pairs: (readonly [string, string | FilePart])[] = [];
  let files = 0;
  let textBytes = 0;
  for (const { headers, content } of partsOf(body, boundaryOf(contentType))) {
    if (pairs.length >= bracketKeysMax) throw refuse(`has more than ${bracketKeysMax} parts`);
    const { name, fileName, mediaType } = readPartHeaders(headers);
    if (fileName === null) {
      textBytes += content.length;
      if (textBytes > textBytesMax) throw new RequestError('payload-too-large', `The texts of the body are longer than ${textBytesMax} bytes.`);
      pairs.push([name, decodeUtf8(content)]);
    } else if (fileName !== '' || content.length > 0) { // a browser sends a file field that was left empty as a nameless file without bytes
      files += 1;
      if (files > filesMax) throw refuse(`has more than ${filesMax} files`);
      pairs.push([name, new FilePart(fileName, mediaType, content)]);
    }
  }
  return bracketTree(pairs);
}

/** RFC 2046 section 5.1.1: 1 to 70 characters, not ending with a space. */
function boundaryOf(contentType: string): string {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined || !/^[0-9A-Za-z'()+_,./:=? -]*[0-9A-Za-z'()+_,./:=?-]$/.test(boundary)) throw refuse('has no boundary that could be read');
  return boundary;
}

/** The parts in order. What stands before the first delimiter and after the last is passed over (RFC 2046 section 5.1.1). */
function* partsOf(body: Buffer, boundary: string): Generator<{ headers: Buffer; content: Buffer }> {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  let at = body.subarray(0, delimiter.length - 2).equals(delimiter.subarray(2)) ? -2 : body.indexOf(delimiter);
  if (at === -1) throw refuse('holds no part');
  for (;;) {
    let from = at + delimiter.length;
    if (body.subarray(from, from + 2).toString('latin1') === '--') return;
    while (body[from] === 0x20 || body[from] === 0x09) from += 1; // padding
    if (body.subarray(from, from + 2).toString('latin1') !== '\r\n') throw refuse('has a delimiter that does not end its line');
    const next = body.indexOf(delimiter, from);
    if (next < 0) throw refuse('ends in the middle');
    // Searched from the line break itself, so that a part without headers is seen.
    const headersEnd = body.subarray(from, Math.min(next + 2, from + headerBytesMax + endOfHeaders.length)).indexOf(endOfHeaders);
    if (headersEnd < 0) throw refuse('has a part without a head, or with one too long');
    const contentStart = from + headersEnd + endOfHeaders.length;
    yield { headers: body.subarray(from + 2, Math.max(from + 2, from + headersEnd)), content: body.subarray(Math.min(contentStart, next), next) };
    at = next;
  }
}

function refuse(what: string): RequestError {
  return new RequestError('bad-request', `The multipart body ${what}.`);
}
