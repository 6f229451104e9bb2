import type { BytePart } from './file-answer.ts';

/**
 * The part that a Range header asks for (RFC 9110 section 14.2): null = all (none asked for, not understood, or several at once), 'none' = nothing of it
 * exists.
 */
export function bytePart(header: string | undefined, byteCount: number): BytePart | null | 'none' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const suffix = Number(last);
    return suffix === 0 || byteCount === 0 ? 'none' : { start: Math.max(0, byteCount - suffix), end: byteCount - 1 };
  }
  const start = Number(first);
  const end = last === '' ? byteCount - 1 : Math.min(Number(last), byteCount - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= byteCount ? 'none' : { start, end };
}
