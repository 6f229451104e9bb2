import { join } from 'node:path';

/** Something that a browser runs: sources, and the path it is served under. */
export interface WebPart {
  readonly name: string;
  /** Folder of the sources. */
  readonly dir: string;
  /** `/app`, without a slash at the end. */
  readonly path: string;
}

export const installationDir: string = join(import.meta.dirname, '..', '..');

export const consolePart: WebPart = { name: 'console', dir: join(installationDir, 'web', 'console'), path: '/app' };

export const webParts: readonly WebPart[] = [consolePart];
