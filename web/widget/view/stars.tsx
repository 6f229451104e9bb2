import type { Words } from '../texts/load-texts.ts';

/** One to five. */
export function Stars({ label, stars, words, onChoose }: { readonly label: string; readonly stars: number; readonly words: Words; readonly onChoose: (stars: number) => void }) {
  return (
    <div class="stars" role="group" aria-label={label}>
      {[1, 2, 3, 4, 5].map((n) => <button key={n} type="button" aria-pressed={n <= stars} aria-label={words.many(words.t.stars, n)} onClick={() => onChoose(n)}>{n <= stars ? '★' : '☆'}</button>)}
    </div>
  );
}
