import { createPublicKey, verify } from 'node:crypto';

export interface Vapid { readonly publicKey: string; readonly aud: string; readonly sub: string; readonly exp: number }

/** RFC 8292: `vapid t=<JWT>, k=<key>`, signed by that key (ES256). Throws where it is not. */
export function checkVapid(authorization: string | undefined): Vapid {
  const [, token, publicKey] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization ?? '') ?? [];
  const [head, claims, signature] = (token ?? '').split('.');
  if (!head || !claims || !signature || !publicKey) throw new Error('no VAPID header');
  const point = Buffer.from(publicKey, 'base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } });
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: string };
  if (alg !== 'ES256' || !verify('sha256', Buffer.from(`${head}.${claims}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))) throw new Error('the signature is wrong');
  const { aud, sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; sub: string; exp: number };
  return { publicKey, aud, sub, exp };
}
