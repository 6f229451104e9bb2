import { createECDH, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { certificateFiles } from '../tls/test-certificates.ts';
import { checkVapid, type Vapid } from './check-vapid.ts';
import { decryptPush } from './decrypt-push.ts';

export interface TakenPush { readonly browser: string; readonly message: unknown; readonly bytes: number; readonly vapid: Vapid; readonly headers: IncomingHttpHeaders }

export interface PushReceiver {
  readonly origin: string;
  /** What browsers were given, decrypted, in order. A call that is not whole and genuine is answered 400 and not here. */
  readonly taken: TakenPush[];
  readonly calls: () => number;
  /** The status of the answers from now on, instead of 201. */
  answer(status: number): void;
  /** A browser that subscribes: what it gives its page. */
  browser(name: string): { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };
  close(): Promise<void>;
}

export async function startPushReceiver(): Promise<PushReceiver> {
  const { certFile, keyFile } = certificateFiles('mail');
  const browsers = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer; name: string }>();
  const taken: TakenPush[] = [];
  let [status, calls] = [201, 0];
  const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls += 1;
      if (status !== 201) return void response.writeHead(status).end();
      try {
        const browser = browsers.get(request.url ?? '');
        if (!browser || request.method !== 'POST' || request.headers['content-encoding'] !== 'aes128gcm' || !/^\d+$/.test(String(request.headers['ttl']))) throw new Error('no push');
        const body = Buffer.concat(chunks);
        const message: unknown = JSON.parse(decryptPush(body, browser));
        taken.push({ browser: browser.name, message, bytes: body.length, vapid: checkVapid(request.headers.authorization), headers: request.headers });
        return void response.writeHead(201).end();
      } catch (error) {
        return void response.writeHead(400).end(String(error));
      }
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin, taken, calls: () => calls, answer: (next) => { status = next; },
    browser: (name) => {
      const [ecdh, auth, path] = [createECDH('prime256v1'), randomBytes(16), `/push/${randomBytes(12).toString('base64url')}`];
      const p256dh = ecdh.generateKeys().toString('base64url');
      browsers.set(path, { ecdh, auth, name });
      return { endpoint: `${origin}${path}`, keys: { p256dh, auth: auth.toString('base64url') } };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
