import { Resolver } from 'node:dns/promises';

/** The questions about a domain that connecting asks. Each gives an empty list where there is no answer. */
export interface MailDns {
  srv(name: string): Promise<readonly { readonly name: string; readonly port: number; readonly priority: number; readonly weight: number }[]>;
  mx(domain: string): Promise<readonly { readonly exchange: string; readonly priority: number }[]>;
  /** Each record as one text. */
  txt(name: string): Promise<readonly string[]>;
  hasAddress(host: string): Promise<boolean>;
}

const timeoutMs = 3_000;

export function systemDns(): MailDns {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  const orNone = <T>(work: Promise<T[]>): Promise<T[]> => work.catch(() => []);
  return {
    srv: (name) => orNone(resolver.resolveSrv(name)),
    mx: (domain) => orNone(resolver.resolveMx(domain)),
    txt: async (name) => (await orNone(resolver.resolveTxt(name))).map((parts) => parts.join('')),
    hasAddress: async (host) => (await orNone(resolver.resolve4(host))).length > 0 || (await orNone(resolver.resolve6(host))).length > 0,
  };
}
