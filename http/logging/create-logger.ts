import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { scrubUrl } from './scrub-url.ts';

export interface LoggerOptions {
  readonly level?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** `pretty` for a terminal, `json` for everything else. Default: json. */
  readonly form?: 'json' | 'pretty';
  /** Where lines go. Default: standard output. */
  readonly destination?: DestinationStream;
}

/** Wherever these names stand in a logged object, one or two levels deep, their value is not written. */
const secretNames = [
  'authorization', 'cookie', 'apikey', 'api_key', 'token', 'access_token', 'api_access_token', 'refresh_token', 'password', 'secret', 'client_secret',
];
const redactedPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*["x-${name.replaceAll('_', '-')}"]`]);

/** The server's log. Requests are logged with scrubbed URLs and without headers or bodies; errors without the values a database adds. */
export function createLogger({ level = 'info', form = 'json', destination = process.stdout }: LoggerOptions = {}): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: redactedPaths, censor: '[redacted]' },
      serializers: { url: (url: unknown) => (typeof url === 'string' ? scrubUrl(url) : undefined), err: safeError, error: safeError, req: () => undefined, res: () => undefined },
    },
    form === 'pretty' ? prettyStream(destination) : destination,
  );
}

function prettyStream(destination: DestinationStream): DestinationStream {
  const pretty = prettyFactory({ colorize: process.stdout.isTTY === true, translateTime: 'SYS:HH:MM:ss', ignore: 'reqId' });
  return { write: (line) => { destination.write(pretty(line)); } };
}

/** `detail`, `where`, `parameters` of a database error hold rows' values and are left out. */
function safeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return { type: name, message, ...(typeof code === 'string' ? { code } : {}), stack, ...(cause === undefined ? {} : { cause: safeError(cause) }) };
}
