/** Parameters that carry secrets in some API. Compared without case, dashes and underscores. */
const secretNames: ReadonlySet<string> = new Set([
  'apikey', 'token', 'accesstoken', 'apiaccesstoken', 'refreshtoken', 'authtoken', 'userapikey', 'auth', 'authorization', 'password', 'passwd', 'pwd',
  'secret', 'clientsecret', 'code', 'state', 'signature', 'sig', 'key', 'session', 'sessionid', 'otp', 'identifierhash', 'hmac', 'claim', 'invite',
]);

/** Path segments after which the next one is a secret: one-time links. */
const secretSegments: ReadonlySet<string> = new Set(['claim', 'reset', 'confirm', 'invite', 'unsubscribe', 'sign-in', 'contacts', 'responses']);

/** Values that tell nothing about a person: numbers, dates, lists of them. */
const plainValue = /^[\d,:.TZ+-]{0,64}$/;

/** A request target as it may be written to a log: secrets become `[redacted]`, other values than numbers and dates (names, addresses, subjects) `[...]`. */
export function scrubUrl(url: string): string {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const query = at < 0 ? '' : `?${url.slice(at + 1).split('&').map(scrubPair).join('&')}`;
  return `${scrubPath(path)}${query}`.slice(0, 2_000);
}

function scrubPair(pair: string): string {
  const at = pair.indexOf('=');
  if (at < 0) return pair;
  let name = pair.slice(0, at);
  try {
    name = decodeURIComponent(name);
  } catch {
    return '[malformed]';
  }
  const last = name.replaceAll(']', '').split('[').filter((step) => step !== '').at(-1) ?? name;
  const [first = ''] = name.split('[');
  return [first, last].some((part) => secretNames.has(part.toLowerCase().replaceAll(/[-_]/g, '')))
    ? `${pair.slice(0, at)}=[redacted]`
    : plainValue.test(pair.slice(at + 1)) ? pair : `${pair.slice(0, at)}=[...]`;
}

function scrubPath(path: string): string {
  const steps = path.split('/');
  return steps.map((step, at) => (secretSegments.has((steps[at - 1] ?? '').toLowerCase()) && step.length >= 16 ? '[redacted]' : step)).join('/');
}
