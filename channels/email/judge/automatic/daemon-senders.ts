/** Local parts behind which only mail software writes. Compared in lower case, letters and digits only. */
export const daemonLocalParts: ReadonlySet<string> = new Set([
  'mailerdaemon', 'maildaemon', 'mailerdeamon', 'daemonmailer', 'mdaemon', 'smtpdaemon', 'doublebounce',
  'maildeliverysubsystem', 'maildeliverysystem',
]);

/**
 * Local parts that belong to mail software or to the people who run it. They count only together with a bounce's
 * subject or layout. `root`, `admin` and `abuse` are left out: customers write from them.
 */
export const officeLocalParts: ReadonlySet<string> = new Set([
  'postmaster', 'mailadmin', 'mailmaster', 'mailer', 'maildelivery', 'bounce', 'bounces', 'noreply', 'donotreply', 'autoresponder',
]);

/** How display names of mail software begin, lower case. Same strength as `officeLocalParts`. */
export const officeNames: readonly string[] = [
  'mail delivery s', 'mailer-daemon', 'mailer daemon', 'maildelivery', 'internet mail delivery', 'mail administrator',
  'system administrator', 'systemadministrator', 'postmaster', 'mailmarshal', 'microsoft exchange', 'delivery subsystem',
  'delivery status', 'mail router',
];
