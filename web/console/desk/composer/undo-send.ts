import { cancelMessage, type Cancelled, type Posted } from '../../api/desk.ts';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import type { Texts } from '../../texts/english.ts';

const leastMs = 4_000;

interface Options { readonly posted: Posted; readonly isNote: boolean; readonly isLater: boolean; readonly texts: Texts; readonly onUndone: (cancelled: Cancelled) => void | Promise<void> }

/** Says that it is on its way and, for as long as the server holds it back, offers to take it back. */
export function undoSend({ posted, isNote, isLater, texts, onUndone }: Options): void {
  if (isNote) return void showToast(texts.noteAdded);
  const heldMs = posted.sendAfter === null ? 0 : Date.parse(posted.sendAfter) - Date.now();
  const said = isLater ? texts.scheduledDone : heldMs > 0 ? texts.sending : texts.sent;
  if (posted.delivery !== 'held' || heldMs <= 0) return void showToast(said);
  const undo = (): void => {
    cancelMessage(posted.messageId).then((cancelled) => {
      showToast(texts.takenBack);
      return onUndone(cancelled);
    }).catch((error: unknown) => showToast(problemText(error, texts), { isProblem: true }));
  };
  showToast(said, { action: { label: texts.undo, run: undo }, lastsMs: Math.max(leastMs, isLater ? leastMs * 2 : heldMs) });
}
