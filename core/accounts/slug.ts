/** Slugs are host labels (RFC 1035): a dialect may find its account by host. Room is left for a number. */
const lengthMax = 50;

/** `Müller & Söhne GmbH` -> `muller-sohne-gmbh`; a name without any Latin letter or digit -> `account`. */
export function slugFromName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, '-').slice(0, lengthMax).replace(/^-+|-+$/g, '');
  return slug === '' ? 'account' : slug;
}

/** The base, or the base with the lowest free number from 2 on. */
export function freeSlug(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const slug = `${base}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}
