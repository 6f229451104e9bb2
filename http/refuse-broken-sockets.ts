import type { Socket } from 'node:net';

const answers: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request took too long to arrive.'],
};

/** Answers a connection on which no request could be read: too slow, too large, not HTTP. No dialect is known yet. */
export function refuseBrokenSockets(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, message] = answers[error.code ?? ''] ?? [400, 'Bad Request', 'This is not a readable HTTP request.'];
  const body = JSON.stringify({ error: { code: status === 408 ? 'timeout' : status === 431 ? 'headers-too-large' : 'bad-request', message } });
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
    + `cache-control: no-store\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n${body}`,
  );
}
