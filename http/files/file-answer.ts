import type { Readable } from 'node:stream';

/** A good answer that is a file and no JSON. */
export interface FileAnswer {
  /** Never a sender's word: what the bytes prove, or what we made. */
  readonly mediaType: string;
  readonly byteCount: number;
  /** Shown and offered for download; any text. */
  readonly fileName: string;
  /** inline: only what a browser shows without running anything. */
  readonly disposition: 'attachment' | 'inline';
  /** What the bytes are named by: the same name, the same bytes. Without one, no parts are given. */
  readonly contentName?: string;
  /** Over the usual ones for files: `content-security-policy`, `cache-control` and so on. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The bytes; `part`, both ends included, where one was asked for. */
  open(part: BytePart | null): Promise<Readable | Buffer>;
}

export interface BytePart { readonly start: number; readonly end: number }
