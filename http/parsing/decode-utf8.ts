import { RequestError } from '../errors/request-error.ts';

export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RequestError('bad-request', 'The body is not valid UTF-8.');
  }
}
