/**
 * Test files that take longest (over about 20 s of a core), the longest first: begun last, one of them would keep one core busy while the other idles. The rest
 * follow in the order of their paths. Two that need the same corpus stand apart, so that one finds made what the other made.
 */
export const slowest: readonly string[] = [
  'dialects/native/endpoints/messages/mail-html.slow.test.ts',
  'web/console/console.slow.test.ts',
  'core/conversations/mail/threads-of-real-mail.test.ts',
  'server/cli/real-mail.test.ts',
  'channels/email/crash-ingest.slow.test.ts',
  'testkit/security/credentials.test.ts',
  'testkit/security/tenant-matrix.test.ts',
  'core/analytics/log/stats-of-real-mail.test.ts',
  'server/cli/import-crashes.test.ts',
  'testkit/security/native-bad-input.test.ts',
  'testkit/security/bad-input.test.ts',
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
