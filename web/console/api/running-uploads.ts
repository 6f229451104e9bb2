const running = new Set<Promise<unknown>>();
const listeners = new Set<() => void>();
const tell = (): void => { for (const listener of listeners) listener(); };

/** Counts an upload for as long as it lasts; whoever leaves the page then is asked. */
export function followUpload<T>(upload: Promise<T>): Promise<T> {
  running.add(upload);
  tell();
  const end = (): void => {
    if (running.delete(upload)) tell();
  };
  upload.then(end, end);
  return upload;
}

export const countUploads = (): number => running.size;

/** Their page was left on purpose: nobody waits for them any more. */
export function forgetUploads(): void {
  running.clear();
  tell();
}

export function onUploads(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}
