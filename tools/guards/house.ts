/** Where a file stands: its top-level folder and, in core, channels and dialects, the module inside it. */
export interface Place {
  readonly layer: string;
  /** `conversations` in core/conversations/...; null for a file directly in the layer's folder. */
  readonly module: string | null;
  /** The rest of the path, below the module (or below the layer where there is no module). */
  readonly rest: string;
}

export function placeOf(path: string): Place {
  const [layer = '', second = '', ...others] = path.split('/');
  if (others.length === 0) return { layer, module: null, rest: second };
  return { layer, module: second, rest: others.join('/') };
}

/** Folders that may import whatever they need: they are not part of the running server, or they put it together. */
export const FREE_LAYERS: ReadonlySet<string> = new Set(['server', 'testkit', 'bench', 'tools']);

/** Whole layers that each guarded layer may import besides its own files; the finer rules are in arrow-between.ts. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  storage: [],
  core: ['storage', 'core'],
  jobs: ['storage', 'core'],
  realtime: ['storage', 'core'],
  http: ['storage', 'core'],
  channels: ['storage', 'core', 'jobs', 'http', 'realtime'], // storage: the Database handle to pass on; sql-in-place keeps statements out
  dialects: ['core', 'http', 'realtime'],
  web: [],
};

/** The modules of core that jobs, realtime and http may see. */
export const CORE_MODULES_BELOW: readonly string[] = ['kernel', 'events'];

/** Runs one story over all dialects, so it may see them all; nothing in the server may import it. */
export const CONFORMANCE = 'dialects/conformance/';

/** Files that load what they cannot name, and why. */
export const COMPUTED_IMPORTS: Readonly<Record<string, string>> = {
  'web/widget/loader.ts': 'the module lies on our server, whose address only the page that names the script knows',
};

/** Pure files (no database, no Node) that web may import at run time; types come from the published doors only. */
export const WEB_SHARED_FILES: readonly string[] = ['core/calendars/preview.ts'];
export const WEB_SHARED_TYPES: readonly RegExp[] = [/^core\/[a-z-]+\/index\.ts$/, /^dialects\/native\/schemas\/.+\.ts$/];
