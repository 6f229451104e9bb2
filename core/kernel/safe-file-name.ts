const bytesMax = 200;

/** Bidi controls (a name that ends in `gpj.exe` reversed), zero-width characters, line separators, control characters. */
// oxlint-disable-next-line no-control-regex -- controls are what it removes
const dangerous = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Device names that Windows opens instead of a file. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;

/**
 * A name that is safe to show and to offer for download: the last path component, without control, bidi and zero-width
 * characters, no leading dots, at most 200 bytes of UTF-8 with the extension kept. Null where nothing is left.
 */
export function safeFileName(name: string | null): string | null {
  const clean = (name ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(dangerous, '')
    .replace(/%(?:2f|5c|00)/gi, '/');
  const last = clean.split(/[/\\]/).findLast((part) => part.trim() !== '') ?? '';
  const plain = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (plain === '') return null;
  return cutToBytes(reserved.test(plain) ? `_${plain}` : plain);
}

function cutToBytes(name: string): string {
  if (Buffer.byteLength(name) <= bytesMax) return name;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  let stem = name.slice(0, name.length - extension.length).slice(0, bytesMax);
  while (Buffer.byteLength(stem) + extension.length > bytesMax) stem = stem.slice(0, -1);
  // A cut between surrogates leaves a half character.
  return `${stem.replace(/[\ud800-\udbff]$/, '').trimEnd()}${extension}`;
}
