import type { Config } from './config.ts';

/** Where a person on this machine opens the server: the public URL, else the address it listens on. */
export function publicAddress(config: Pick<Config, 'publicUrl' | 'host' | 'tls'>, port: number): string {
  if (config.publicUrl !== undefined) return config.publicUrl;
  const host = config.host === '0.0.0.0' ? '127.0.0.1' : config.host === '::' ? '[::1]' : config.host.includes(':') ? `[${config.host}]` : config.host;
  return `${config.tls === null ? 'http' : 'https'}://${host}:${port}`;
}
