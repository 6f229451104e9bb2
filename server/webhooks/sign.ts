import { createHmac } from 'node:crypto';

/**
 * The three headers of Standard Webhooks 1.0.0 (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): HMAC-SHA256 over
 * `id.timestamp.body` by the bytes behind `whsec_`, one `v1,` signature for each secret that is good now.
 */
export function signedHeaders({ id, atMs, body, secrets }: { id: string; atMs: number; body: string; secrets: readonly string[] }): Record<string, string> {
  const timestamp = Math.floor(atMs / 1000);
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
