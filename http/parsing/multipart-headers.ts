import { RequestError } from '../errors/request-error.ts';
import { decodeUtf8 } from './decode-utf8.ts';

export interface PartHeaders {
  readonly name: string;
  /** null: the part is a text. */
  readonly fileName: string | null;
  readonly mediaType: string;
}

const fileNameMax = 255;

/** Content-Disposition and Content-Type of one part (RFC 7578 section 4). */
export function readPartHeaders(bytes: Buffer): PartHeaders {
  const headers = new Map<string, string>();
  for (const line of decodeUtf8(bytes).split('\r\n')) {
    const at = line.indexOf(':');
    if (at > 0) headers.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
  const disposition = headers.get('content-disposition') ?? '';
  if (!/^form-data\s*(?:;|$)/i.test(disposition)) throw new RequestError('bad-request', 'A part of the multipart body is not form data.');
  if (headers.has('content-transfer-encoding') && !/^(?:7bit|8bit|binary)$/i.test(headers.get('content-transfer-encoding') ?? '')) {
    throw new RequestError('bad-request', 'A part of the multipart body is encoded in a way that is not taken.');
  }
  const parameters = parametersOf(disposition);
  const name = parameters.get('name') ?? '';
  if (name === '') throw new RequestError('bad-request', 'A part of the multipart body has no name.');
  const fileName = parameters.get('filename');
  return { name, fileName: fileName === undefined ? null : plainFileName(fileName), mediaType: mediaTypeOf(headers.get('content-type')) };
}

const parameterPattern = /;\s*([\w*-]+)=(?:"((?:\\.|[^"\\])*)"|([^\s;"]*))\s*/y;

/**
 * The quoted and bare parameters, read one after the other so that what looks like one inside quotes is none. Browsers write %22, %0D and
 * %0A for what would end the quotes, others a backslash; both are read.
 */
function parametersOf(disposition: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  parameterPattern.lastIndex = 'form-data'.length + (/^form-data(\s*)/i.exec(disposition)?.[1]?.length ?? 0);
  for (let found = parameterPattern.exec(disposition); found; found = parameterPattern.exec(disposition)) {
    const plain = found[2]?.replaceAll(/\\(["\\])/g, '$1') ?? found[3] ?? '';
    parameters.set((found[1] ?? '').toLowerCase(), plain.replaceAll(/%(22|0d|0a)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))));
  }
  return parameters;
}

/** Without a path (some senders give one) and without characters that act instead of being shown. */
function plainFileName(fileName: string): string {
  const last = fileName.split(/[/\\]/).at(-1) ?? '';
  return last.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '').trim().slice(0, fileNameMax).toWellFormed();
}

function mediaTypeOf(header: string | undefined): string {
  const plain = (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return plain.length <= 127 && /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(plain) ? plain : 'application/octet-stream';
}
