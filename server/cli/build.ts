import { parseArgs } from 'node:util';
import { exitCode, type Command, type CommandContext } from './command.ts';

const help = `patchbay build

Builds the pages that run in a browser, which serve would otherwise do at its first start. For images: the result lies in .cache/web of the
installation, or in cache/web of the data directory where the installation is not writable. Needs no database. Again: nothing is done.

  --json     {"parts":[{"name","dir","built"}]}; built false: it was there

Exit code 0: all are there, 1: one could not be built; what the build tool said is shown.`;

export const command: Command = { name: 'build', summary: 'build the pages before the first start', help, run };

async function run(context: CommandContext): Promise<number> {
  parseArgs({ args: [...context.args], options: {} });
  const [{ webParts }, { findBuild }, { BuildFailed, buildWebPart }] = await Promise.all([
    import('../web-parts/web-part.ts'), import('../web-parts/find-build.ts'), import('../web-parts/build-web-part.ts'),
  ]);
  const parts: { name: string; dir: string; built: boolean }[] = [];
  for (const part of webParts) {
    const places = await findBuild(part, context.dataDir);
    try {
      const dir = places.found ?? await buildWebPart(part, places);
      parts.push({ name: part.name, dir, built: places.found === null });
      context.print(`${part.name}: ${places.found === null ? 'built' : 'is there'} (${dir})`);
    } catch (error) {
      if (!(error instanceof BuildFailed)) throw error;
      context.note(`${part.name} could not be built:\n${error.message}`);
      return exitCode.failed;
    }
  }
  context.printJson({ parts });
  return exitCode.done;
}
