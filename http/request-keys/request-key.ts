import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { RequestError } from '../errors/request-error.ts';
import { FilePart } from '../parsing/file-part.ts';

/** What a keyed request is known by, and what seals its answer. Nothing of it can be made without the caller's secret. */
export interface RequestKey {
  readonly id: Buffer;
  readonly digest: Buffer;
  seal(text: string): Buffer;
  open(sealed: Buffer): string;
}

/** Throws `bad-request` for a header that is no key. Undefined: the request has none. */
export function readRequestKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(header)) return header;
  throw new RequestError('bad-request', 'Idempotency-Key must be 1 to 255 printable ASCII characters.');
}

/**
 * `asked`: method, path with query, and body of the request. Two JSON bodies that differ in nothing but the order of their keys ask for the same; of files the
 * bytes, name and type count.
 */
export function makeRequestKey({ secret, key, asked }: { secret: string; key: string; asked: { method: string; url: string; body: unknown } }): RequestKey {
  const derive = (use: string): Buffer => createHmac('sha256', secret).update(`patchbay request key\0${use}\0${key}`).digest();
  const id = derive('id');
  const box = derive('box');
  return {
    id,
    digest: createHmac('sha256', derive('digest')).update(canonical(asked)).digest(),
    seal: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', box, nonce).setAAD(id);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', box, sealed.subarray(0, 12)).setAAD(id);
      decipher.setAuthTag(sealed.subarray(-16));
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
  };
}

/** JSON with sorted keys; bytes and files by their hash. */
function canonical(value: unknown): string {
  if (Buffer.isBuffer(value)) return `bytes:${hashOf(value)}`;
  if (value instanceof FilePart) return `file:${JSON.stringify([value.fileName, value.mediaType])}:${hashOf(value.bytes)}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'nothing';
  const entries = Object.entries(value).filter(([, each]) => each !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
}

function hashOf(bytes: Buffer): string {
  return createHmac('sha256', 'content').update(bytes).digest('hex');
}
