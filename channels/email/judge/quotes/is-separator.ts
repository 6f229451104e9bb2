import { forwardOpeners, separatorPhrases } from './separator-phrases.ts';

const CHARS_MAX = 160;

/** Whether a line stands above a quoted mail: "-----Original Message-----", "Begin forwarded message:". */
export function isSeparator(plain: string): 'original' | 'forwarded' | null {
  if (plain.length > CHARS_MAX) return null;
  const line = plain.trim().toLowerCase().normalize('NFC').replace(/^[*_]{1,3}/, '');
  if (forwardOpeners.some((opener) => line.startsWith(opener))) return 'forwarded';
  const dashed = /^[-–—_=]{2,60} ?([^-–—_=].*)$/u.exec(line);
  const inner = dashed?.[1]?.trim();
  if (inner === undefined || !/[-–—_=]$/u.test(inner)) return null;
  if (separatorPhrases.original.some((phrase) => inner.startsWith(phrase))) return 'original';
  return separatorPhrases.forwarded.some((phrase) => inner.startsWith(phrase)) ? 'forwarded' : null;
}
