import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { compressFiles } from './compress-files.ts';

/** Run by build-web-part.ts: `build-worker.ts SOURCE_DIR BASE_PATH OUT_DIR`. Ends by itself when the process that started it is gone. */
const [, , dir = '', base = '', outDir = ''] = process.argv;
process.stdin.on('end', () => process.exit(1)).resume();

try {
  await build({
    configFile: false, root: dir, base: `${base}/`, mode: 'production', logLevel: 'warn', clearScreen: false, publicDir: 'public',
    cacheDir: `${outDir}.vite`,
    plugins: [react()],
    build: {
      outDir, emptyOutDir: true, assetsDir: 'assets', assetsInlineLimit: 0, target: 'es2023', sourcemap: false, reportCompressedSize: false,
      chunkSizeWarningLimit: 4_000, modulePreload: { polyfill: false },
    },
  });
  await compressFiles(outDir);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
