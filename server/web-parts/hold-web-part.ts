import type { FastifyBaseLogger } from 'fastify';
import { BuildFailed, buildWebPart } from './build-web-part.ts';
import { findBuild } from './find-build.ts';
import { readBuild, type Build } from './read-build.ts';
import type { WebPart } from './web-part.ts';

export type WebPartState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'building' }
  | { readonly kind: 'ready'; readonly build: Build }
  | { readonly kind: 'failed'; readonly reason: string };

/** A part as the running server has it. `absent` until it is prepared. */
export interface HeldWebPart {
  readonly part: WebPart;
  readonly state: () => WebPartState;
  /** Finds or makes the build. Never throws: what went wrong is the state, and is logged. */
  prepare(): Promise<void>;
  /** Ends a build under way. */
  stop(): Promise<void>;
}

export interface HoldOptions {
  readonly dataDir: string;
  /** False: a build that is there already is served, none is made (PATCHBAY_BUILD_PAGES). Default true. */
  readonly mayBuild?: boolean;
  readonly logger: Pick<FastifyBaseLogger, 'info' | 'error'>;
}

export function holdWebPart(part: WebPart, { dataDir, mayBuild = true, logger }: HoldOptions): HeldWebPart {
  let state: WebPartState = { kind: 'absent' };
  const ending = new AbortController();
  let preparing: Promise<void> | null = null;

  async function prepare(): Promise<void> {
    state = { kind: 'building' };
    const startedMs = performance.now();
    try {
      const places = await findBuild(part, dataDir);
      if (places.found === null && !mayBuild) {
        state = { kind: 'failed', reason: 'PATCHBAY_BUILD_PAGES is off and nobody has run ./patchbay build.' };
        return;
      }
      if (places.found === null) logger.info({ part: part.name }, 'the pages are being built; the APIs work meanwhile');
      const dir = places.found ?? await buildWebPart(part, places, { signal: ending.signal });
      state = { kind: 'ready', build: await readBuild(dir) };
      if (places.found === null) logger.info({ part: part.name, tookMs: Math.round(performance.now() - startedMs) }, 'the pages are ready');
    } catch (error) {
      if (ending.signal.aborted) return;
      const reason = error instanceof BuildFailed ? error.message : 'See the log.';
      state = { kind: 'failed', reason };
      logger.error({ part: part.name, ...(error instanceof BuildFailed ? { reason } : { err: error }) }, 'the pages could not be built');
    }
  }

  return {
    part,
    state: () => state,
    prepare: () => (preparing ??= prepare()),
    stop: async () => {
      ending.abort();
      await preparing;
    },
  };
}
