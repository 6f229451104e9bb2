import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificateFiles } from '#testkit/tls/test-certificates.ts';
import { readConfig } from './config.ts';
import { ConfigError } from './config/config-error.ts';

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems.map(({ setting }) => setting);
  }
}

test('without settings the defaults hold', () => {
  const config = readConfig({});
  assert.equal(config.port, 3000);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.database.kind, 'embedded');
  assert.ok(config.dataDir.endsWith('/data'));
  assert.deepEqual([config.publicUrl, config.secretKey, config.trustedProxies, config.outboundAllow, config.warnings], [undefined, null, [], [], []]);
});

test('every wrong setting is named at once, with an example', () => {
  const env = {
    PORT: '70000', HOST: 'bad host', DATABASE_URL: 'mysql://x', PATCHBAY_PUBLIC_URL: 'desk.example.com', PATCHBAY_SECRET_KEY: 'hunter2',
    PATCHBAY_TRUSTED_PROXIES: '10.0.0.0/99', PATCHBAY_OUTBOUND_ALLOW: '127.1', PATCHBAY_FIGURES_MEMORY_MB: '-1', PATCHBAY_TEST_CLOCK: 'yesterday', PATCHBAY_LOG_LEVEL: 'loud', PATCHBAY_LOG_FORM: 'xml',
  };
  assert.deepEqual(problemsOf(env), Object.keys(env));
  assert.throws(() => readConfig({ PORT: '70000' }), /PORT .*70000.* Example: PORT=3000/);
});

test('a message never repeats a secret', () => {
  assert.throws(() => readConfig({ PATCHBAY_SECRET_KEY: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@h/d' }), (error: Error) => !error.message.includes('hunter2'));
});

test('a name that looks like a setting is warned about, with the one that was meant', () => {
  assert.match(readConfig({ PATCHBAY_DATA_DRI: '/x' }).warnings[0] ?? '', /PATCHBAY_DATA_DRI; PATCHBAY_DATA_DIR was meant/);
  assert.match(readConfig({ PATCHBAY_PORT: '80' }).warnings[0] ?? '', /PATCHBAY_PORT; PORT was meant/);
});

test('the test clock stands still or runs on, and is said aloud outside of tests', () => {
  const fixed = readConfig({ PATCHBAY_TEST_CLOCK: '2024-05-01T09:00:00Z', NODE_ENV: 'test' });
  assert.equal(fixed.clock.nowMs(), Date.parse('2024-05-01T09:00:00Z'));
  assert.deepEqual(fixed.warnings, []);
  const running = readConfig({ PATCHBAY_TEST_CLOCK: '2024-05-01T09:00:00+02:00+' });
  const ahead = running.clock.nowMs() - Date.parse('2024-05-01T07:00:00Z');
  assert.ok(ahead >= 0 && ahead < 5_000);
  assert.match(running.warnings[0] ?? '', /PATCHBAY_TEST_CLOCK is set/);
});

test('mail by SMTP is off until a port is set, and TLS needs both files', () => {
  assert.equal(readConfig({}).smtp, null);
  assert.equal(readConfig({ PATCHBAY_SMTP_PORT: '0' }).smtp, null);
  assert.deepEqual(readConfig({ PATCHBAY_SMTP_PORT: '2525' }).smtp, { port: 2525, host: '127.0.0.1', relays: [], tls: null });
  const { certFile, keyFile } = certificateFiles('mail');
  assert.deepEqual(readConfig({ PATCHBAY_SMTP_PORT: '25', PATCHBAY_SMTP_HOST: '0.0.0.0', PATCHBAY_SMTP_TLS_CERT: certFile, PATCHBAY_SMTP_TLS_KEY: keyFile }).smtp, { port: 25, host: '0.0.0.0', relays: [], tls: { certFile, keyFile } });
  assert.deepEqual(problemsOf({ PATCHBAY_SMTP_PORT: 'x' }), ['PATCHBAY_SMTP_PORT']);
  assert.deepEqual(problemsOf({ PATCHBAY_SMTP_TLS_CERT: certFile }), ['PATCHBAY_SMTP_TLS_CERT']);
  assert.deepEqual(problemsOf({ PATCHBAY_SMTP_TLS_KEY: keyFile }), ['PATCHBAY_SMTP_TLS_KEY']);
  assert.deepEqual(problemsOf({ PATCHBAY_SMTP_TLS_CERT: '/nowhere', PATCHBAY_SMTP_TLS_KEY: '/nowhere' }), ['PATCHBAY_SMTP_TLS_CERT']);
});
