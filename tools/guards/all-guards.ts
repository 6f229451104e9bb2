import { arrows } from './arrows.ts';
import { coreWithoutHttp } from './core-without-http.ts';
import { dependenciesDocumented } from './dependencies-documented.ts';
import { dialectGoldens } from './dialect-goldens.ts';
import { fileNames } from './file-names.ts';
import { fileSizes } from './file-sizes.ts';
import type { Guard } from './guard.ts';
import { loadFiles } from './load-files.ts';
import { lockfile } from './lockfile.ts';
import { migrationsAppendOnly } from './migrations-append-only.ts';
import { noNotify } from './no-notify.ts';
import { settingsDocumented } from './settings-documented.ts';
import { sqlInPlace } from './sql-in-place.ts';
import { testingStaysApart } from './testing-stays-apart.ts';
import { vendorWords } from './vendor-words.ts';

/** Every rule of the house, in the order in which they are told. */
export function allGuards(root: string): readonly Guard[] {
  return [
    arrows, sqlInPlace, noNotify, vendorWords, coreWithoutHttp, fileSizes, fileNames, loadFiles(root), testingStaysApart,
    migrationsAppendOnly, dialectGoldens, settingsDocumented, dependenciesDocumented, lockfile,
  ];
}
