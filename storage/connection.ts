/**
 * Where a database is: a Unix socket directory (embedded) or a URL (`DATABASE_URL`).
 * Both are what `pg` takes as connection options.
 */
export type Connection =
  | { readonly host: string; readonly user: string; readonly database: string; readonly port?: number }
  | { readonly connectionString: string };

/** The role that owns the schema migrates; the app role, which row-level security binds, does everything else. */
export type ConnectAs = 'owner' | 'app';

/** Milliseconds a transaction of the app role may take: a writer held open for longer would hold up the sequencer's readers. */
export const transactionTimeoutMs = 5_000;

/** Options for `pg.Client` and `pg.Pool`. */
export function clientOptions(connection: Connection, as: ConnectAs) {
  const settings = as === 'app' ? `-c role=patchbay_app -c transaction_timeout=${transactionTimeoutMs}` : '';
  const options = `${settings} -c timezone=UTC -c statement_timeout=0 -c search_path=public`.trim();
  // Through the socket the app signs in as itself: a session of the owner that only set its role could set it back.
  const user = as === 'app' && 'host' in connection ? { user: 'patchbay_app' } : {};
  return { ...connection, ...user, options, application_name: 'patchbay', keepAlive: true, keepAliveInitialDelayMillis: 30_000 };
}
