import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import type { AskDns } from '#channels/email/prove/check-dns.ts';

/** A domain that signs its mail, and the DNS of the world in which it lies. */
export interface MailDomain {
  /** The mail with a DKIM-Signature by `domain` on top. */
  sign(mail: Buffer, options?: { readonly domain?: string; readonly bodyBytes?: number }): Promise<Buffer>;
  readonly ask: AskDns;
  /** Sets TXT records; null: the name is gone. */
  txt(name: string, text: string | null): void;
  /** Nothing answers any more, until it is called with false. */
  goDown(isDown: boolean): void;
  /** Questions asked so far. */
  asked(): readonly string[];
}

/** Signs by one key, which lies at `k._domainkey.` of each domain given; the first has a DMARC policy of reject and sends from 192.0.2.25 alone. */
export function mailDomain(...domains: readonly string[]): MailDomain {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const zone = new Map<string, string>(domains.map((domain) => [`k._domainkey.${domain}`, `v=DKIM1; k=rsa; p=${key}`]));
  zone.set(`_dmarc.${domains[0]}`, 'v=DMARC1; p=reject').set(domains[0]!, 'v=spf1 ip4:192.0.2.25 -all');
  const asked: string[] = [];
  let isDown = false;
  return {
    sign: async (mail, { domain = domains[0]!, bodyBytes } = {}) => {
      const { signatures } = await dkimSign(mail, {
        canonicalization: 'relaxed/relaxed', signatureData: [{
          signingDomain: domain, selector: 'k', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), ...(bodyBytes !== undefined && { maxBodyLength: bodyBytes }),
        }],
      } as unknown as Parameters<typeof dkimSign>[1]);
      return Buffer.concat([Buffer.from(signatures), mail]);
    },
    ask: async (name, type) => {
      asked.push(`${name} ${type}`);
      if (isDown) throw Object.assign(new Error('down'), { code: 'ETIMEOUT' });
      const text = type === 'TXT' ? zone.get(name) : undefined;
      if (text === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
      return [[text]];
    },
    txt: (name, text) => void (text === null ? zone.delete(name) : zone.set(name, text)),
    goDown: (value) => { isDown = value; },
    asked: () => asked,
  };
}
