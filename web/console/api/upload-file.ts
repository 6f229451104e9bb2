import type { Upload } from '#dialects/native/schemas/files.ts';
import { ApiProblem } from './api-problem.ts';
import { apiBase } from './request.ts';
import { followUpload } from './running-uploads.ts';

export type { Upload };

/** Sends a file ahead of its message. XMLHttpRequest, because fetch tells no progress of what it sends. `onProgress`: 0 to 1. */
export function uploadFile(file: File, { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal }): Promise<Upload> {
  return followUpload(new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', `${apiBase}/uploads`);
    call.responseType = 'json';
    call.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    call.addEventListener('load', () => {
      if (call.status >= 200 && call.status < 300) return resolve(call.response as Upload);
      const body = (call.response ?? {}) as { code?: string; detail?: string };
      return reject(new ApiProblem(call.status, body.code ?? 'failed', body.detail ?? `HTTP ${call.status}`));
    });
    call.addEventListener('error', () => reject(new ApiProblem(0, 'offline', 'The server cannot be reached.')));
    call.addEventListener('abort', () => reject(new ApiProblem(0, 'aborted', 'The upload was stopped.')));
    signal.addEventListener('abort', () => call.abort(), { once: true });
    call.setRequestHeader('x-file-name', encodeURIComponent(file.name || 'pasted.png'));
    call.setRequestHeader('content-type', 'application/octet-stream');
    call.send(file);
  }));
}
