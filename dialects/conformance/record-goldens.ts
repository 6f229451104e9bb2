import { writeFile } from 'node:fs/promises';
import { allDialects } from './all-dialects.ts';
import { goldensOf, goldenUrl } from './goldens.ts';

/** Records routes and API descriptions anew. Run it on purpose and read the difference: `node dialects/conformance/record-goldens.ts`. */
for (const dialect of allDialects) {
  for (const { name, text } of goldensOf(dialect)) {
    await writeFile(goldenUrl(dialect, name), text);
    console.log(`recorded dialects/${dialect.name}/${name}`);
  }
}
