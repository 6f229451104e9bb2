/**
 * Files that start work when they are loaded (a command line, a worker, a measurement) or that only a browser can run. The load guard
 * does not run them: it strips their types and links their imports. Every other file must be free of effects when it is imported.
 */
const ENTRY_POINTS: readonly RegExp[] = [
  /(^|\/)main\.ts$/,
  /^server\/cli\.ts$/,
  /(^|[/-])worker\.ts$/,
  /^bench\//,
  /(^|\/)testing\//,
  /^tools\/[^/]+\.ts$/,
  /^tools\/guards\/load-child\.ts$/,
  /^tools\/test-run\/(?:watch-for-leaks|run-in-order)\.ts$/,
  /^web\/(console|widget)\//,
];

export const isEntryPoint = (path: string): boolean => ENTRY_POINTS.some((pattern) => pattern.test(path));
