const paths = {
  chat: 'M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M3 11.5 21 3l-6 18-4-7z',
  attach: 'M20 11.5 12.5 19a5 5 0 0 1-7-7L13 4.5a3.3 3.3 0 0 1 4.7 4.7L10.300 16.600a1.600 1.600 0 0 1-2.300-2.300L14.500 8',
  emoji: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.500 14.500a4.500 4.500 0 0 0 7 0M9 9.500h.010M15 9.500h.010',
  more: 'M12 5.500h.010M12 12h.010M12 18.500h.010',
} as const;

/** A picture beside words, or in a button that says what it does. */
export function Icon({ name, isFlipped = false }: { readonly name: keyof typeof paths; readonly isFlipped?: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" fill={name === 'chat' || name === 'send' ? 'currentColor' : 'none'} stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" transform={isFlipped ? 'scale(-1 1)' : undefined}>
      <path d={paths[name]} />
    </svg>
  );
}
