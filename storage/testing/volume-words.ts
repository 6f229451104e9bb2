const consonants = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];
const vowels = ['a', 'e', 'i', 'o', 'u'];

/** Words in the vocabulary of texts; the word of rank r is about r times as rare as the first. */
export const vocabularySize = 20_000;

/** A pronounceable word for a number: the same number, the same word. Six letters and more. */
export function volumeWord(n: number): string {
  let word = '';
  for (let rest = n + 70 * 70; rest > 0; rest = Math.trunc(rest / 70)) word += consonants[rest % 14]! + vowels[Math.trunc(rest / 14) % 5]!;
  return word;
}

/** Subjects, people and texts made of the vocabulary, the same at every run. */
export function volumeWords() {
  const random = seeded(7);
  const anyWord = (): string => volumeWord(Math.trunc(Math.exp(random() * Math.log(vocabularySize))) - 1);
  const some = (count: number): string => Array.from({ length: count }, anyWord).join(' ');
  const list = (count: number, make: (n: number) => string): string[] => Array.from({ length: count }, (_, n) => make(n));
  return {
    subjects: (count: number) => list(count, () => some(4)),
    people: (count: number) => list(count, (n) => `${volumeWord(30_000 + n % 1_000)} ${volumeWord(40_000 + Math.trunc(random() * 8_000))} p${n + 1} home${n % 50} test`),
    bodies: (count: number) => list(count, () => some(20 + Math.trunc(random() * 60))),
  };
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
