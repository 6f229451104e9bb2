import { posix } from 'node:path';

/** The repository path an import leads to, or null for a package or a module of Node. `#core/x` is the import map of package.json. */
export function resolveImport(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  if (specifier.startsWith('#')) return posix.normalize(specifier.slice(1));
  return null;
}
