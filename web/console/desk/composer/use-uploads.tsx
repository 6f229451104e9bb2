import { useRef, useState } from 'react';
import { uploadFile, type Upload } from '../../api/upload-file.ts';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import { useTexts } from '../../app/use-preferences.tsx';

export interface Uploading {
  readonly key: number;
  readonly name: string;
  readonly byteCount: number;
  /** 0 to 1. */
  readonly share: number;
  /** Null until the server has it. */
  readonly upload: Upload | null;
  /** Stands in the text: it goes with the message only while it does. */
  readonly isInline: boolean;
}

export interface Uploads {
  readonly files: readonly Uploading[];
  readonly isBusy: boolean;
  /** What goes with a text in which these pictures stand (by Content-ID). */
  sentWith(images: readonly string[]): Upload[];
  add(files: Iterable<File>): void;
  /** A picture for the text. Gives its key; `onDone` when the server has it. */
  addInline(file: File, onDone: (key: number, upload: Upload) => void): number;
  remove(key: number): void;
  clear(): void;
}

/** Files that go with a message, sent ahead as they are chosen, dropped or pasted. `held`: of a draft; `inText` says which of them stand in it. */
export function useUploads(held: readonly Upload[], inText: (contentId: string) => boolean): Uploads {
  const texts = useTexts();
  const [files, setFiles] = useState<readonly Uploading[]>(() => held.map((upload) => ({ key: -upload.id, name: upload.fileName, byteCount: upload.byteCount, share: 1, upload, isInline: inText(upload.contentId) })));
  const stops = useRef(new Map<number, AbortController>());
  const nextKey = useRef(1);

  const start = (file: File, isInline: boolean, onDone?: (key: number, upload: Upload) => void): number => {
    const key = nextKey.current++;
    const stop = new AbortController();
    const name = file.name || texts.pastedFile;
    stops.current.set(key, stop);
    setFiles((before) => [...before, { key, name, byteCount: file.size, share: 0, upload: null, isInline }]);
    const put = (change: Partial<Uploading>): void => setFiles((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)));
    uploadFile(file, { signal: stop.signal, onProgress: (share) => put({ share }) }).then((upload) => {
      put({ upload, share: 1, name: upload.fileName });
      onDone?.(key, upload);
    }, (error: unknown) => {
      setFiles((before) => before.filter((one) => one.key !== key));
      if (!stop.signal.aborted) showToast(`${name}: ${problemText(error, texts)}`, { isProblem: true });
    });
    return key;
  };

  return {
    files, isBusy: files.some(({ upload }) => upload === null),
    sentWith: (images) => files.flatMap(({ upload, isInline }) => (upload !== null && (!isInline || images.includes(upload.contentId)) ? [upload] : [])),
    add: (chosen) => { for (const file of chosen) start(file, false); },
    addInline: (file, onDone) => start(file, true, onDone),
    remove: (key) => {
      stops.current.get(key)?.abort();
      setFiles((before) => before.filter((one) => one.key !== key));
    },
    clear: () => {
      for (const stop of stops.current.values()) stop.abort();
      stops.current.clear();
      setFiles([]);
    },
  };
}
