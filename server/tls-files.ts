import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** PEM files; the certificate's with its chain. */
export interface TlsFiles { readonly certFile: string; readonly keyFile: string }

export interface TlsPair { readonly cert: Buffer; readonly key: Buffer }

const lookEveryMs = 60_000;

/** Reads both. Throws where one cannot be read or they are not of each other. */
export function readTlsFiles({ certFile, keyFile }: TlsFiles): TlsPair {
  const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  createSecureContext(pair); // throws where they do not fit
  return pair;
}

export interface TlsWatch {
  /** Looks now; it does by itself each minute. */
  look(): void;
  stop(): void;
}

export interface TlsWatchOptions {
  readonly onRenewed: (pair: TlsPair) => void;
  /** Told once for each state of the files that cannot be used; what was there before goes on. */
  readonly onFailure: (error: unknown) => void;
}

/** Certificates live for weeks, servers for longer: tells when the files have changed, and only of a pair that fits (an agent that renews writes one after the other). */
export function watchTlsFiles(files: TlsFiles, current: TlsPair, { onRenewed, onFailure }: TlsWatchOptions): TlsWatch {
  let known = current;
  let toldOf = '';
  const look = (): void => {
    try {
      const next = readTlsFiles(files);
      toldOf = '';
      if (next.cert.equals(known.cert) && next.key.equals(known.key)) return;
      known = next;
      onRenewed(next);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== toldOf) onFailure(error);
      toldOf = text;
    }
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}
