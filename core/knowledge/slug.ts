import { CoreError, foldText, invalid } from '#core/kernel/index.ts';

const lengthMax = 100;

/** A slug that somebody chose: lower-case letters, digits and single hyphens. */
export function checkSlug(field: string, slug: string): string {
  const norm = slug.normalize('NFC').trim().toLowerCase();
  if (!/^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+)*$/u.test(norm) || norm.length > lengthMax) {
    throw invalid(field, `must be made of letters, digits and single hyphens, at most ${lengthMax} characters`, 'no-slug', { max: lengthMax });
  }
  return norm;
}

/** A slug made of a title: its words, plain and joined by hyphens. */
export function slugOf(title: string): string {
  const words = foldText(title).match(/[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+/gu) ?? [];
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, 80) : `${slug}-${word}`;
    if (longer.length > 80) break;
    slug = longer;
  }
  return slug === '' ? 'article' : slug;
}

/** The first of `slug`, `slug-2`, `slug-3` ... that is free. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let n = 2; ; n += 1) if (!taken.has(`${slug}-${n}`)) return `${slug}-${n}`;
}

/** For the catch of an insert or update: the slug's unique key was met. */
export function slugTaken(error: unknown): never {
  throw (error as { code?: unknown }).code === '23505' ? slugIsTaken() : error;
}

export function slugIsTaken(): CoreError {
  return new CoreError('conflict', 'This address is taken.', { fields: [{ field: 'slug', problem: 'is taken', key: 'slug-taken' }], key: 'slug-taken' });
}
