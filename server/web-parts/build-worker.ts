import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { compressFiles } from './compress-files.ts';

/**
 * Run by build-web-part.ts: `build-worker.ts SOURCE_DIR BASE_PATH OUT_DIR [LOADER MAIN]`. With LOADER and MAIN the part is scripts for pages of others: MAIN becomes a module with a hash in its name, LOADER a
 * classic script `loader.js` that knows it by `__MAIN__`. Ends by itself when the process that started it is gone.
 */
const [, , dir = '', base = '', outDir = '', loader, main] = process.argv;
process.stdin.on('end', () => process.exit(1)).resume();

const common: InlineConfig = { configFile: false, root: dir, base: `${base}/`, mode: 'production', logLevel: 'warn', clearScreen: false, cacheDir: `${outDir}.vite` };
const output = { outDir, assetsDir: 'assets', assetsInlineLimit: 0, sourcemap: false, reportCompressedSize: false } as const;

/** Beside the page its service worker, where it has one: a classic script that keeps its name, as browsers know it by that. */
async function buildPage(): Promise<void> {
  await build({
    ...common, publicDir: 'public', plugins: [react()],
    build: { ...output, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 4_000, modulePreload: { polyfill: false } },
  });
  const worker = join(dir, 'push-worker.ts');
  if (!existsSync(worker)) return;
  await build({
    ...common, publicDir: false,
    build: { ...output, emptyOutDir: false, target: 'es2023', modulePreload: false, rollupOptions: { input: { 'push-worker': worker }, output: { format: 'iife', entryFileNames: '[name].js' } } },
  });
}

/** Preact by its own JSX runtime; nothing is preloaded by a helper, whose links a page's policy may refuse. */
async function buildScripts(loaderFile: string, mainFile: string): Promise<void> {
  const names = { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js' } as const;
  const built = await build({
    ...common, publicDir: false, oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { ...output, emptyOutDir: true, target: 'es2022', modulePreload: false, rollupOptions: { input: { widget: join(dir, mainFile) }, preserveEntrySignatures: 'strict', output: { format: 'es', ...names } } },
  });
  const entry = [built].flat().flatMap((one) => ('output' in one ? one.output : [])).find((file) => file.type === 'chunk' && file.isEntry);
  if (!entry) throw new Error('the module was not built');
  await build({
    ...common, publicDir: false, define: { __MAIN__: JSON.stringify(entry.fileName) },
    build: { ...output, emptyOutDir: false, target: 'es2022', modulePreload: false, rollupOptions: { input: { loader: join(dir, loaderFile) }, output: { format: 'iife', entryFileNames: 'loader.js' } } },
  });
}

try {
  if (loader !== undefined && main !== undefined) await buildScripts(loader, main);
  else await buildPage();
  await compressFiles(outDir);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
