import { InvalidInput } from '#http/index.ts';

/** The document's host is an address without its scheme: https, unless http is written out. A host alone gets the usual path. */
export function readExchangeUrl(host: string): string {
  const url = URL.parse(/^https?:\/\//i.test(host) ? host : `https://${host}`);
  if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw new InvalidInput([{ field: 'host', problem: 'must be a host and a path, as outlook.office365.com/EWS/Exchange.asmx' }]);
  return url.pathname === '/' ? `${url.origin}/EWS/Exchange.asmx` : `${url.origin}${url.pathname}`;
}
