import type { FastifyBaseLogger } from 'fastify';

export interface Announcement {
  readonly address: string;
  readonly version: string;
  /** The one-time link, while no account exists. */
  readonly claimUrl: string | null;
  /** Milliseconds from the start of the process. */
  readonly startedMs: number;
}

/** Tells where to go: readable on a terminal, one line of JSON elsewhere. The claim link is told even where the log is silent. */
export function announce(logger: FastifyBaseLogger, isPretty: boolean, { address, version, claimUrl, startedMs }: Announcement): void {
  if (!isPretty) {
    logger.info({ address, version, startedMs }, 'listening');
    if (claimUrl === null) return;
    if (logger.level === 'silent' || logger.level === 'error' || logger.level === 'fatal') process.stderr.write(`Claim this server: ${claimUrl}\n`);
    else logger.warn({ claimUrl }, 'this server has no account yet: open the link to claim it (good once)');
    return;
  }
  const lines = ['', `  Patchbay ${version} is ready (${(startedMs / 1000).toFixed(1)} s).`, '', `    ${address}`, ''];
  if (claimUrl !== null) {
    lines.push('  It has no account yet. This link claims it, once; keep it to yourself:', '', `    ${claimUrl}`, '', '  Or without a browser: ./patchbay setup --help', '');
  }
  lines.push('  Ctrl-C stops it.', '', '');
  process.stdout.write(lines.join('\n'));
}
