import { nearestName } from '../nearest-name.ts';

/** Everything that begins with PATCHBAY_ and means something. */
const knownSettings: readonly string[] = [
  'PATCHBAY_BUILD_PAGES', 'PATCHBAY_CCAI_PER_SECOND', 'PATCHBAY_CRASH_AT', 'PATCHBAY_DATA_DIR', 'PATCHBAY_ENTRA_URL', 'PATCHBAY_EWS_URL',
  'PATCHBAY_EXTRA_CA', 'PATCHBAY_GMAIL_URL', 'PATCHBAY_GOOGLE_AUTH_URL', 'PATCHBAY_GOOGLE_DIRECTORY_URL', 'PATCHBAY_GOOGLE_TOKEN_URL', 'PATCHBAY_GRAPH_URL',
  'PATCHBAY_HUBSPOT_URL', 'PATCHBAY_KEEP_COMMANDS_DAYS', 'PATCHBAY_KEEP_OFFERS_DAYS', 'PATCHBAY_KEEP_UNACKNOWLEDGED_DAYS', 'PATCHBAY_LOG_FORM',
  'PATCHBAY_LOG_LEVEL', 'PATCHBAY_MIMECAST_APP_ID', 'PATCHBAY_MIMECAST_APP_KEY', 'PATCHBAY_MIMECAST_URL', 'PATCHBAY_NODE', 'PATCHBAY_OUTBOUND_ALLOW',
  'PATCHBAY_POSTGRES_BIN', 'PATCHBAY_PUBLIC_URL', 'PATCHBAY_SECRET_KEY', 'PATCHBAY_SMTP_HOST', 'PATCHBAY_SMTP_PORT', 'PATCHBAY_SMTP_RELAY',
  'PATCHBAY_SMTP_RELAYS', 'PATCHBAY_SMTP_TLS_CERT', 'PATCHBAY_SMTP_TLS_KEY', 'PATCHBAY_TEST_CLOCK', 'PATCHBAY_TEST_DATABASE', 'PATCHBAY_TEST_SHARED',
  'PATCHBAY_TLS_CERT', 'PATCHBAY_TLS_KEY', 'PATCHBAY_TRUSTED_PROXIES', 'PATCHBAY_WEBHOOK_LOG_DAYS',
];
/** Settings that any program has, and that are often tried with our prefix. */
const withoutPrefix: readonly string[] = ['PORT', 'HOST', 'DATABASE_URL'];

/** A warning for each setting that looks like ours and is not: a typing error would else be silent. */
export function unknownSettings(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).filter((name) => name.startsWith('PATCHBAY_') && !knownSettings.includes(name)).sort().map((name) => {
    const bare = name.slice('PATCHBAY_'.length);
    const nearest = withoutPrefix.includes(bare) ? bare : nearestName(name, knownSettings);
    return `there is no setting ${name}${nearest === null ? '' : `; ${nearest} was meant?`}`;
  });
}
