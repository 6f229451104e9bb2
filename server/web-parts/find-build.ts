import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sourceHash } from './source-hash.ts';
import { installationDir, markerOf, type WebPart } from './web-part.ts';

export interface BuildPlaces {
  /** `<part>-<hash>` */
  readonly folder: string;
  /** Where it may lie or be made, in the order looked at. */
  readonly parents: readonly string[];
  /** The finished build, or null. */
  readonly found: string | null;
}

export async function findBuild(part: WebPart, dataDir: string): Promise<BuildPlaces> {
  const folder = `${part.name}-${await sourceHash(part)}`;
  const parents = [join(installationDir, '.cache', 'web'), join(dataDir, 'cache', 'web')];
  const found = parents.map((parent) => join(parent, folder)).find((path) => existsSync(join(path, markerOf(part)))) ?? null;
  return { folder, parents, found };
}
