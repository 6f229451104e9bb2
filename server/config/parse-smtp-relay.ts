import type { SmtpRelay } from '#channels/email/send/send-context.ts';

const local = /^(?:localhost|127\.[\d.]+|\[::1\])$/;

/** `smtp://user:password@host:port` or `smtps://`; `?tls=none` for a plain server that is not this machine. */
export function parseSmtpRelay(text: string): SmtpRelay {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '') throw new Error('must begin with smtp:// or smtps:// and name a host');
  if (url.pathname !== '' && url.pathname !== '/') throw new Error('must end after the port');
  const tls = url.searchParams.get('tls');
  if (tls !== null && tls !== 'none') throw new Error('knows only ?tls=none');
  const isImplicit = url.protocol === 'smtps:';
  const isPlain = tls === 'none' || local.test(url.hostname);
  if (isImplicit && tls !== null) throw new Error('cannot be smtps:// and ?tls=none');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? (isImplicit ? 465 : 587) : Number(url.port),
    security: isImplicit ? 'tls' : isPlain ? 'none' : 'starttls',
    user: url.username === '' ? null : decodeURIComponent(url.username), password: url.password === '' ? null : decodeURIComponent(url.password),
  };
}
