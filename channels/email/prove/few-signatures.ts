/** Signatures looked at. RFC 6376 6.1 lets a verifier stop; servers on the way write theirs on top. */
const signaturesMax = 10;

/**
 * Above this size those that name a length of their own (`l=`) are not looked at: each costs a pass over the whole body, and ten of them
 * over 60 MB would keep the thread from all others for half a minute. Without a length there are four ways to hash a body at most.
 */
const bytesWithLengthMax = 1_000_000;

const name = Buffer.from('dkim-signature');

/** The same mail, of whose DKIM-Signature fields those that are too many or cost too much have another name. The bytes given stay as they are. */
export function withFewSignatures(raw: Buffer): Buffer {
  let [found, mail] = [0, raw];
  for (let at = 0; at < raw.length;) {
    const end = raw.indexOf(0x0a, at);
    if (end < 0 || end === at || (end === at + 1 && raw[at] === 0x0d)) break; // the body
    if (isSignature(raw.subarray(at, end))) {
      found += 1;
      if (found > signaturesMax || (raw.length > bytesWithLengthMax && /[:;]\s*l\s*=/i.test(fieldAt(raw, at)))) {
        if (mail === raw) mail = Buffer.from(raw);
        mail[at] = 0x78; // x
      }
    }
    at = end + 1;
  }
  return mail;
}

function isSignature(line: Buffer): boolean {
  return line.subarray(0, name.length).toString('latin1').toLowerCase() === name.toString() && /^[ \t]*:/.test(line.subarray(name.length).toString('latin1'));
}

/** With the lines that continue it. */
function fieldAt(raw: Buffer, at: number): string {
  let end = raw.indexOf(0x0a, at);
  while (end >= 0 && (raw[end + 1] === 0x20 || raw[end + 1] === 0x09)) end = raw.indexOf(0x0a, end + 1);
  return raw.subarray(at, end < 0 ? raw.length : end).toString('latin1');
}
