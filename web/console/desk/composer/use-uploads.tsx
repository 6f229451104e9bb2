import { useMemo, useRef, useState } from 'react';
import { uploadFile } from '../../api/upload-file.ts';
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
  readonly id: number | null;
}

export interface Uploads {
  readonly files: readonly Uploading[];
  readonly ids: readonly number[];
  readonly isBusy: boolean;
  add(files: Iterable<File>): void;
  remove(key: number): void;
  clear(): void;
}

const heldFile = (id: number): Uploading => ({ key: -id, name: `#${id}`, byteCount: 0, share: 1, id });

/** Files that go with a message, sent ahead as they are chosen, dropped or pasted. */
export function useUploads(heldIds: readonly number[]): Uploads {
  const texts = useTexts();
  const [files, setFiles] = useState<readonly Uploading[]>(() => heldIds.map(heldFile));
  const stops = useRef(new Map<number, AbortController>());
  const nextKey = useRef(1);
  const ids = useMemo(() => files.flatMap(({ id }) => id ?? []), [files]);
  return {
    files, ids, isBusy: files.some(({ id }) => id === null),
    add: (chosen) => {
      for (const file of chosen) {
        const key = nextKey.current++;
        const stop = new AbortController();
        stops.current.set(key, stop);
        setFiles((before) => [...before, { key, name: file.name || texts.pastedFile, byteCount: file.size, share: 0, id: null }]);
        const put = (change: Partial<Uploading>): void => setFiles((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)));
        uploadFile(file, { signal: stop.signal, onProgress: (share) => put({ share }) }).then((upload) => put({ id: upload.id, share: 1, name: upload.fileName }), (error: unknown) => {
          setFiles((before) => before.filter((one) => one.key !== key));
          if (!stop.signal.aborted) showToast(`${file.name}: ${problemText(error, texts)}`, { isProblem: true });
        });
      }
    },
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
