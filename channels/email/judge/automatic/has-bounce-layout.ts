import type { JudgedMail } from '../judged-mail.ts';
import { bounceLayouts } from './bounce-layouts.ts';

/** How much of a body is searched; a bounce says what it is at its head. */
const CHARS_MAX = 6000;

/** Whether the body opens the way mail software writes its notices. Weak alone: ask for a sender or subject as well. */
export function hasBounceLayout(mail: JudgedMail): boolean {
  const body = (mail.text ?? mail.html ?? '').slice(0, CHARS_MAX).toLowerCase().replace(/\s+/g, ' ');
  return bounceLayouts.some((sentence) => body.includes(sentence));
}
