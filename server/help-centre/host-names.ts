import { findBaseDomains } from '#core/knowledge/index.ts';
import type { Database } from '#storage/index.ts';

const everyMs = 10_000;

/** Which host names are help centres: asked for now and then, so that each request can be told apart at once. */
export interface HostNames {
  /** Where the paths of a host are found; the url as it is where the host is no help centre's. */
  pathOfHost(host: string, url: string): string;
  refresh(): Promise<void>;
  /** Asks every 10 seconds. The function returned ends it. */
  start(): () => void;
}

/** `publicUrl`: whose host is never a help centre's. Without one none is: nobody could say which host is the server's own. */
export function createHostNames({ database, publicUrl, onFailure }: { database: Database; publicUrl: string | undefined; onFailure: (error: unknown) => void }): HostNames {
  const own = publicUrl === undefined ? null : new URL(publicUrl).hostname.toLowerCase();
  let names: ReadonlySet<string> = new Set();
  const refresh = async (): Promise<void> => {
    if (own !== null) names = new Set((await findBaseDomains(database)).filter((name) => name !== own));
  };
  return {
    pathOfHost: (host, url) => {
      const name = host.replace(/:\d+$/, '').toLowerCase();
      return url.startsWith('/') && names.has(name) ? `/hc/@${name}${url}` : url;
    },
    refresh,
    start: () => {
      if (own === null) return () => {};
      refresh().catch(onFailure);
      const timer = setInterval(() => { refresh().catch(onFailure); }, everyMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
