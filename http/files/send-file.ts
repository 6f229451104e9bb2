import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bytePart } from './byte-part.ts';
import { contentDisposition } from './content-disposition.ts';
import type { FileAnswer } from './file-answer.ts';

/** Whatever a file holds, a browser runs none of it, guesses no other type and sends it nowhere. */
const harmless: Readonly<Record<string, string>> = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'private, no-store',
};

/** Sends a file, whole or the part asked for; of HEAD the headers. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, status: number, file: FileAnswer): Promise<FastifyReply> {
  const { byteCount, contentName } = file;
  for (const [name, value] of Object.entries({ ...harmless, ...file.headers })) reply.header(name, value);
  reply.header('content-disposition', contentDisposition(file.disposition, file.fileName)).type(file.mediaType);
  const etag = contentName === undefined ? null : `"${contentName}"`;
  if (etag !== null) reply.header('accept-ranges', 'bytes').header('etag', etag);
  const ifRange = request.headers['if-range'];
  const isPartWanted = request.method === 'GET' && etag !== null && (ifRange === undefined || ifRange === etag);
  const part = isPartWanted ? bytePart(request.headers.range, byteCount) : null;
  if (part === 'none') return reply.code(416).header('content-range', `bytes */${byteCount}`).header('content-length', '0').send();
  if (part !== null) reply.header('content-range', `bytes ${part.start}-${part.end}/${byteCount}`);
  reply.code(part === null ? status : 206).header('content-length', String(part === null ? byteCount : part.end - part.start + 1));
  // A stream without bytes: of an empty payload the framework would make a length of its own.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  return reply.send(await file.open(part));
}
