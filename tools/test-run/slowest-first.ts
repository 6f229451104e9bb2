/**
 * Test files that take longest (over about 20 s of a core), the longest first: begun last, one of them would keep one core busy while the other idles. The rest
 * follow in the order of their paths. Two that need the same corpus stand apart, so that one finds made what the other made.
 */
export const slowest: readonly string[] = [
  'testkit/security/tenant-matrix.test.ts',
  'testkit/security/credentials.test.ts',
  'core/conversations/mail/threads-of-real-mail.test.ts',
  'web/console/console.slow.test.ts',
  'testkit/security/bad-input.test.ts',
  'testkit/security/native-bad-input.test.ts',
  'server/cli/real-mail.test.ts',
  'dialects/native/endpoints/messages/mail-html.slow.test.ts',
  'web/console/help.slow.test.ts',
  'server/simulate/simulated-day.slow.test.ts',
  'channels/email/crash-ingest.slow.test.ts',
  'server/cli/import-crashes.test.ts',
  'web/console/reports.slow.test.ts',
  'server/two-servers.slow.test.ts',
  'web/console/queues.slow.test.ts',
  'testkit/routing/simulation/simulate.test.ts',
  'testkit/routing/simulation/waiting.test.ts',
  'web/console/wallboard-acts.slow.test.ts',
  'web/console/automation.slow.test.ts',
  'web/widget/widget.slow.test.ts',
  'core/analytics/log/stats-of-real-mail.test.ts',
  'storage/explain.test.ts',
  'channels/email/poison.slow.test.ts',
  'channels/email/imap/bad-server.test.ts',
  'server/database-away.slow.test.ts',
  'channels/email/imap/dovecot.test.ts',
];

export function slowestFirst(files: readonly string[]): string[] {
  const known = new Set(slowest);
  const wanted = new Set(files);
  return [...slowest.filter((path) => wanted.has(path)), ...files.filter((path) => !known.has(path))];
}
