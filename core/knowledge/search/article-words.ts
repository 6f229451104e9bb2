import { splitWords } from '#core/kernel/index.ts';

export interface SearchableArticle { readonly title: string; readonly description: string; readonly tags: string; readonly body: string }

/** PostgreSQL keeps no place after this one, and so many of one word. */
const placeMax = 16_383;
const placesMax = 255;
/** Bytes of a tsvector that words and places may take. */
const bytesMax = 800_000;

/** An article's words as the text of a tsvector: weights A title, B description, C tags, D content; every word is quoted and holds letters, digits and marks only. */
export function articleWords({ title, description, tags, body }: SearchableArticle): string {
  const places = new Map<string, { text: string; count: number; last: number }>();
  let place = 0;
  let room = bytesMax;
  for (const [text, weight] of [[title, 'A'], [description, 'B'], [tags, 'C'], [body, '']] as const) {
    for (const word of splitWords(text)) {
      const known = places.get(word);
      room -= known ? 3 : Buffer.byteLength(word) + 7;
      if (room < 0) break;
      place = Math.min(place + 1, placeMax);
      if (known === undefined) places.set(word, { text: `${place}${weight}`, count: 1, last: place });
      else if (known.count < placesMax && known.last < place) {
        known.text += `,${place}${weight}`;
        known.count += 1;
        known.last = place;
      }
    }
  }
  return [...places].map(([word, known]) => `'${word}':${known.text}`).join(' ');
}
