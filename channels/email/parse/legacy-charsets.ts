/** Charsets of mail that the WHATWG Encoding Standard, and so TextDecoder, leaves out. */

/** UTF-7 (RFC 2152): `+` starts modified base64 of UTF-16BE, `-` ends it. */
export function decodeUtf7(bytes: Uint8Array): string {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return source.replace(/\+([A-Za-z0-9+/]*)-?/g, (_all, run: string) => {
    if (run === '') return '+';
    const units = Buffer.from(run, 'base64');
    let text = '';
    for (let i = 0; i + 1 < units.length; i += 2) text += String.fromCharCode(units.readUInt16BE(i));
    return text;
  });
}

/** ISO-2022-KR (RFC 1557): between SO and SI each byte is EUC-KR without its high bit. */
export function decodeIso2022Kr(bytes: Uint8Array): string {
  const out: number[] = [];
  let isShifted = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x0e) isShifted = true;
    else if (byte === 0x0f) isShifted = false;
    else if (byte === 0x1b && bytes[i + 1] === 0x24) i += 3; // ESC $ ) C announces the set
    else if (byte === 0x0a) {
      isShifted = false;
      out.push(byte);
    } else out.push(isShifted && byte > 0x20 ? byte | 0x80 : byte);
  }
  return new TextDecoder('euc-kr').decode(Uint8Array.from(out));
}

/** HZ-GB-2312 (RFC 1843): between `~{` and `~}` each byte is GB 2312 without its high bit. */
export function decodeHz(bytes: Uint8Array): string {
  const out: number[] = [];
  let isShifted = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    const next = bytes[i + 1];
    if (byte !== 0x7e) {
      out.push(isShifted && byte > 0x20 ? byte | 0x80 : byte);
      continue;
    }
    i++;
    if (next === 0x7b) isShifted = true;
    else if (next === 0x7d) isShifted = false;
    else if (next === 0x7e) out.push(0x7e);
    else if (next !== 0x0a) i--; // a tilde that starts no escape is dropped alone
  }
  return new TextDecoder('gbk').decode(Uint8Array.from(out));
}
