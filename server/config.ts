import { resolve } from 'node:path';
import { systemClock, type Clock } from '#core/kernel/index.ts';
import { usualRoutingKeepDays, type RoutingKeepDays } from '#core/routing/run/sweep-history.ts'; // not its index: every command line reads the settings, few need routing
import type { ServiceUrls } from '#channels/email/providers/service-urls.ts';
import type { SmtpRelay } from '#channels/email/send/send-context.ts';
import { databaseLocation, defaultDataDir, type DatabaseLocation } from '#storage/embedded/database-location.ts';
import { parseClock } from './config/parse-clock.ts';
import { parseHost, parseNetworks, parsePort } from './config/parse-network.ts';
import { parseSmtpRelay } from './config/parse-smtp-relay.ts';
import { parsePublicUrl } from './config/parse-public-url.ts';
import { checkSecretKey } from './config/check-secret-key.ts';
import { readMailApplications, type MailApplications } from './config/read-mail-applications.ts';
import { readServiceUrls } from './config/read-service-urls.ts';
import { readSmtpSettings, type SmtpSettings } from './config/smtp-settings.ts';
import { SettingReader } from './config/setting-reader.ts';
import { parseCaFile, readTlsSettings } from './config/tls-settings.ts';
import type { TlsFiles } from './tls-files.ts';
import { unknownSettings } from './config/unknown-settings.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
export type LogForm = 'pretty' | 'json';

/** Every setting of the server, checked. docs/settings.md says what each is for. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. With DATABASE_URL, too: files and secret.key lie in it. */
  readonly dataDir: string;
  readonly database: DatabaseLocation;
  /** Null: plain HTTP. */
  readonly tls: TlsFiles | null;
  readonly publicUrl: string | undefined;
  /** Null: `secret.key` in the data directory. */
  readonly secretKey: string | null;
  readonly trustedProxies: readonly string[];
  readonly outboundAllow: readonly string[];
  /** Where the interfaces of mail services are. */
  readonly serviceUrls: ServiceUrls;
  /** As what this installation is known to mail services that a person signs in to. */
  readonly mailApplications: MailApplications;
  /** Certificates that are trusted beside the usual ones, as PEM. */
  readonly extraCa: readonly string[];
  /** Null: no mail is taken by SMTP. */
  readonly smtp: SmtpSettings | null;
  /** Sends for channels without an SMTP server of their own. */
  readonly smtpRelay: SmtpRelay | null;
  /** Where HubSpot's API is. */
  readonly hubspotUrl: string;
  /** For the columns in which figures of large accounts are counted; 0: the database counts alone. */
  readonly figuresMemoryMb: number;
  /** How long the log of webhooks keeps what ended. */
  readonly webhookLogDays: number;
  /** False: pages are served only where `./patchbay build` has made them. */
  readonly buildsPages: boolean;
  /** Requests a second of each customer of the API ccai; 0: no limit. */
  readonly ccaiPerSecond: number;
  /** What of the history of routing is kept, in days. */
  readonly keep: RoutingKeepDays;
  readonly clock: Clock;
  readonly logLevel: LogLevel;
  /** Null: pretty on a terminal, JSON when piped. */
  readonly logForm: LogForm | null;
  /** Directory of a PostgreSQL to use instead of the packaged one. */
  readonly postgresBin: string | null;
  /** What is not wrong and should be said: names that look like settings, a clock that is not the time. */
  readonly warnings: readonly string[];
}

/** Throws ConfigError with every setting that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const settings = new SettingReader(env);
  const dataDir = settings.text('PATCHBAY_DATA_DIR');
  const testClock = settings.text('PATCHBAY_TEST_CLOCK');
  const config: Config = {
    port: settings.value('PORT', { fallback: 3000, parse: parsePort, example: '3000' }),
    host: settings.value('HOST', { fallback: '127.0.0.1', parse: parseHost, example: '0.0.0.0' }),
    dataDir: dataDir === '' ? defaultDataDir : resolve(dataDir),
    database: settings.value('DATABASE_URL', {
      fallback: { kind: 'embedded', dataDir: dataDir === '' ? defaultDataDir : resolve(dataDir) },
      parse: parseDatabaseUrl,
      example: 'postgres://patchbay:secret@db.example.com:5432/patchbay',
    }),
    tls: readTlsSettings(settings, 'PATCHBAY_TLS_CERT', 'PATCHBAY_TLS_KEY'),
    publicUrl: settings.value('PATCHBAY_PUBLIC_URL', { fallback: undefined, parse: parsePublicUrl, example: 'https://desk.example.com' }),
    secretKey: settings.value('PATCHBAY_SECRET_KEY', { fallback: null, parse: checkSecretKey, example: '$(openssl rand -hex 32)' }),
    trustedProxies: settings.value('PATCHBAY_TRUSTED_PROXIES', { fallback: [], parse: parseNetworks, example: '10.0.0.0/8,127.0.0.1' }),
    outboundAllow: settings.value('PATCHBAY_OUTBOUND_ALLOW', { fallback: [], parse: parseNetworks, example: '192.168.10.0/24' }),
    serviceUrls: readServiceUrls(settings),
    mailApplications: readMailApplications(settings),
    extraCa: settings.value('PATCHBAY_EXTRA_CA', { fallback: [], parse: parseCaFile, example: '/etc/ssl/company-ca.pem' }),
    smtp: readSmtpSettings(settings),
    smtpRelay: settings.value('PATCHBAY_SMTP_RELAY', { fallback: null, parse: parseSmtpRelay, example: 'smtp://user:password@smtp.example.com:587' }),
    buildsPages: settings.value('PATCHBAY_BUILD_PAGES', { fallback: true, parse: (text) => oneOf(['on', 'off'] as const, text) === 'on', example: 'off' }),
    ccaiPerSecond: settings.value('PATCHBAY_CCAI_PER_SECOND', { fallback: 1, parse: parsePerSecond, example: '10' }),
    keep: {
      commandDays: settings.value('PATCHBAY_KEEP_COMMANDS_DAYS', { fallback: usualRoutingKeepDays.commandDays, parse: parseDays, example: '7' }),
      unacknowledgedDays: settings.value('PATCHBAY_KEEP_UNACKNOWLEDGED_DAYS', { fallback: usualRoutingKeepDays.unacknowledgedDays, parse: parseDays, example: '30' }),
      offerDays: settings.value('PATCHBAY_KEEP_OFFERS_DAYS', { fallback: usualRoutingKeepDays.offerDays, parse: parseDays, example: '365' }),
    },
    hubspotUrl: settings.value('PATCHBAY_HUBSPOT_URL', { fallback: 'https://api.hubapi.com', parse: parsePublicUrl, example: 'https://api.hubapi.com' }),
    figuresMemoryMb: settings.value('PATCHBAY_FIGURES_MEMORY_MB', { fallback: 256, parse: parseMegabytes, example: '512' }),
    webhookLogDays: settings.value('PATCHBAY_WEBHOOK_LOG_DAYS', { fallback: 30, parse: parseDays, example: '30' }),
    clock: settings.value('PATCHBAY_TEST_CLOCK', { fallback: systemClock, parse: parseClock, example: '2024-05-01T09:00:00Z+' }),
    logLevel: settings.value('PATCHBAY_LOG_LEVEL', { fallback: 'info', parse: (text) => oneOf(logLevels, text), example: 'debug' }),
    logForm: settings.value('PATCHBAY_LOG_FORM', { fallback: null, parse: (text) => oneOf(['pretty', 'json'] as const, text), example: 'json' }),
    postgresBin: settings.text('PATCHBAY_POSTGRES_BIN') || null,
    warnings: [
      ...unknownSettings(env),
      ...(testClock === '' || env['NODE_ENV'] === 'test' ? [] : [`PATCHBAY_TEST_CLOCK is set: the server believes that it is ${testClock}. This is for tests only; unset it on a server that people use`]),
    ],
  };
  settings.finish();
  return config;
}

function parseDatabaseUrl(text: string): DatabaseLocation {
  if (!/^postgres(ql)?:\/\/./.test(text)) throw new Error('must begin with postgres:// (unset it to use the embedded database)');
  return databaseLocation({ DATABASE_URL: text });
}

function parsePerSecond(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new Error(`is "${text.slice(0, 40)}", not a whole number of requests a second between 0 (no limit) and 9999`);
  return Number(text);
}

function parseDays(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1) throw new Error(`is "${text.slice(0, 40)}", not a whole number of days from 1 to 99999`);
  return Number(text);
}

function parseMegabytes(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`is "${text.slice(0, 40)}", not a whole number of megabytes from 0 (none) to 999999`);
  return Number(text);
}

function oneOf<T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text.toLowerCase());
  if (found === undefined) throw new Error(`must be one of ${values.join(', ')}`);
  return found;
}
