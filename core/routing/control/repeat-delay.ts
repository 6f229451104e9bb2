import type { ControlCommandName } from './control-command.ts';

const firstMs = 10_000;
const longestMs = 3_600_000;
/** What nobody acknowledged after so many times is lost: 10, 30, 90, 270 and 810 s wait for an answer, 20 minutes in all. */
const attemptsMax = 5;
/** Sound of somebody who was erased is worth a day of asking. */
const deletionsMax = 30;

/** How long an acknowledgement of this attempt (from 1) is waited for before the command is told again or, where it was the last, given up. */
export function repeatDelay(command: ControlCommandName, attempt: number): { readonly ms: number; readonly isLast: boolean } {
  return { ms: Math.min(longestMs, firstMs * 3 ** (attempt - 1)), isLast: attempt >= (command === 'delete-recording' ? deletionsMax : attemptsMax) };
}
