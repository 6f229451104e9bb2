/** http(s), a host, no credentials, query or fragment; a path is allowed. Returned without a slash at the end. */
export function parsePublicUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Error('is not a URL');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('must begin with https:// or http://');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw new Error('must be scheme, host and perhaps a path, nothing else');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
