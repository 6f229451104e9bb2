/**
 * Puts text into the clipboard. Browsers give pages that are reached by plain http from another machine no `navigator.clipboard`; there the older way
 * does it, by answering the browser's own `copy`. Both want a press or a key of the person right before. False: it could not be copied.
 */
export async function copyText(text: string): Promise<boolean> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (clipboard) return clipboard.writeText(text).then(() => true, () => false);
  const answer = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', answer, { capture: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', answer, { capture: true });
  }
}
