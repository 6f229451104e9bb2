import { mobileOpeners, mobileThings } from './mobile-signatures.ts';

/** The separator of RFC 3676 4.3 and the shapes it takes when blanks are trimmed or typed by hand. */
export function isSignatureDelimiter(plain: string): boolean {
  return /^(?:-- ?|__ ?|—|––|ᐧ)$/.test(plain);
}

/** A line of nothing but ornaments; at the very end of a mail it carries nothing. */
export function isOrnament(plain: string): boolean {
  return /^[ *#~=_+\-–—ᐧ.]{2,200}$/u.test(plain);
}

const APOLOGY = /[.,;] {0,3}(?:please |pls )?(?:excuse|pardon|forgive|sorry|apolog|typed|bitte|entschuldig|désolé|brevity|kurz)/;

/** Whether a telephone or an app wrote this line ("Sent from my iPhone"), in a short line that names a device. */
export function isMobileSignature(plain: string): boolean {
  if (plain.length > 160) return false;
  const line = plain.trim().toLowerCase().normalize('NFC').replace(/^[<([*_~“"-]{1,4} ?/, '').replace(/<[^<>]{0,120}>|\([^()]{0,100}\)/g, '');
  const opener = mobileOpeners.find((start) => line.startsWith(start)) ?? (/^\p{L}{2,12} from mobile$/u.test(line) ? 'x' : undefined);
  if (opener === undefined) {
    return /(?:gesendet|gestuurd|verzonden|送信|傳送|传送|보냄|gönderildi)[.!]?$/.test(line) && mobileThings.some((thing) => line.includes(thing)) && line.length < 80;
  }
  const body = line.slice(opener === 'x' ? 0 : opener.length).split(APOLOGY, 1)[0] ?? '';
  const words = body.split(/\s+/).filter((word) => word !== '').length;
  return words <= 9 && !/, \p{L}+ \p{L}+ \p{L}+/u.test(body) && mobileThings.some((thing) => `${opener} ${body} `.includes(thing));
}
