/** The cookie that holds a browser's session: bound to the host where the browser can (RFC 6265bis 4.1.3.2), plain where we are reached without TLS. */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? '__Host-patchbay' : 'patchbay';
}
