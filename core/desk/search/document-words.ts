import { splitWords } from '#core/kernel/index.ts';

/** What of a message is searchable. */
export interface SearchableText {
  readonly subject: string;
  /** Names and addresses, in a row. */
  readonly senders: string;
  readonly recipients: string;
  readonly fileNames: string;
  readonly text: string;
  readonly hasAttachments: boolean;
}

/** PostgreSQL keeps no place after this one; a word that stands there stands at it. */
const placeMax = 16_383;
/** Places that are kept of one word. */
const placesMax = 255;
/**
 * A tsvector holds 1 MiB of words and places. A mail's sender decides how long its lines are, so each part has a share: what is over it is not
 * found by words, and takes no room from the others.
 */
const shares = { subject: 80_000, participants: 240_000, fileNames: 80_000, fields: 160_000, text: 400_000 };
/** Of a word's name in `from:` and `to:`. */
const fieldCharsMax = 100;

/** The word as it stands in a field: `from:bo`. No word of a text holds a colon. */
export const fieldWord = (field: 'from' | 'to', word: string): string => `${field}:${word.length <= fieldCharsMax ? word : Array.from(word).slice(0, fieldCharsMax).join('')}`;

/**
 * A message's words as the text of a tsvector. Weights: A subject, B participants, C file names, D text; places run through all four. `from:` and
 * `to:` words and `has:attachment` stand beside them without a place.
 */
export function documentWords({ subject, senders, recipients, fileNames, text, hasAttachments }: SearchableText): string {
  const fromWords = splitWords(senders);
  const toWords = splitWords(recipients);
  const places = new Map<string, { text: string; count: number; last: number }>();
  let place = 0;
  const add = (words: readonly string[], weight: string, share: number): void => {
    let room = share;
    for (const word of words) {
      const known = places.get(word);
      room -= known ? 2 : Buffer.byteLength(word) + 6;
      if (room < 0) return;
      place = Math.min(place + 1, placeMax);
      if (known === undefined) places.set(word, { text: `${place}${weight}`, count: 1, last: place });
      else if (known.count < placesMax && known.last < place) {
        known.text += `,${place}${weight}`;
        known.count += 1;
        known.last = place;
      }
    }
  };
  add(splitWords(subject), 'A', shares.subject);
  add([...fromWords, ...toWords], 'B', shares.participants);
  add(splitWords(fileNames), 'C', shares.fileNames);
  add(splitWords(text), '', shares.text);
  const fields = new Set([...(hasAttachments ? ['has:attachment'] : []), ...fromWords.map((word) => fieldWord('from', word)), ...toWords.map((word) => fieldWord('to', word))]);
  return [...[...places].map(([word, known]) => `'${word}':${known.text}`), ...withinShare(fields)].join(' ');
}

function withinShare(words: Iterable<string>): string[] {
  const kept: string[] = [];
  let room = shares.fields;
  for (const word of words) {
    room -= Buffer.byteLength(word) + 2;
    if (room < 0) break;
    kept.push(`'${word}'`);
  }
  return kept;
}
