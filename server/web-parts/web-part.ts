import { join } from 'node:path';

/** Something that a browser runs: sources, and the path it is served under. */
export interface WebPart {
  readonly name: string;
  /** Folder of the sources. */
  readonly dir: string;
  /** `/app`, without a slash at the end. */
  readonly path: string;
  /** What pages of others load: a small classic script with a name that stays, which brings the module with the rest. Absent: a whole page of ours. */
  readonly scripts?: { readonly loader: string; readonly main: string };
}

export const installationDir: string = join(import.meta.dirname, '..', '..');

export const consolePart: WebPart = { name: 'console', dir: join(installationDir, 'web', 'console'), path: '/app' };

/** The chat on a website: `loader.js`, what the site's pages name, is small and brings the rest when it is needed. */
export const widgetPart: WebPart = { name: 'widget', dir: join(installationDir, 'web', 'widget'), path: '/widget', scripts: { loader: 'loader.ts', main: 'main.tsx' } };

/** The file of a finished build that is there last of all. */
export const markerOf = ({ scripts }: WebPart): string => (scripts ? 'loader.js' : 'index.html');

export const webParts: readonly WebPart[] = [consolePart, widgetPart];
