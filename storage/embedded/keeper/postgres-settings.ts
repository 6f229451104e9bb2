import { totalmem } from 'node:os';

const mebibyte = 1024 ** 2;

/** Settings that depend on the machine and on what the database is for. */
export interface SettingsInput {
  isEphemeral: boolean;
  memoryBytes?: number;
}

/**
 * The text of postgresql.conf, written anew at every start. Own settings go into `custom.conf` beside it, which is read
 * last. Sized for a small machine: what is idle should cost nothing, what is acknowledged must be on disk.
 */
export function postgresSettings({ isEphemeral, memoryBytes = totalmem() }: SettingsInput): string {
  const sharedBuffersMb = Math.max(16, Math.min(128, Math.floor(memoryBytes / mebibyte / 8)));
  const settings: Record<string, string> = {
    max_connections: isEphemeral ? '200' : '60',
    shared_buffers: `${sharedBuffersMb}MB`,
    effective_cache_size: `${Math.max(128, Math.floor(memoryBytes / mebibyte / 2))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    // Queries are short; compiling them costs more than it saves, and 20 MB a connection.
    jit: 'off',
    // SSDs and page caches: random reads cost little more than sequential ones.
    random_page_cost: '1.1',
    // Two cores: one helper per query is enough, and 16 connections do the rest.
    max_worker_processes: '4',
    max_parallel_workers: '2',
    max_parallel_workers_per_gather: '1',
    io_method: 'worker',
    io_workers: '1',
    autovacuum_max_workers: '2',
    autovacuum_naptime: '30s',
    // Replicas read from a server of their own (DATABASE_URL); here their processes and logs are left out.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    max_wal_size: isEphemeral ? '256MB' : '1GB',
    min_wal_size: '80MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    log_destination: `'stderr'`,
    logging_collector: 'off',
    log_line_prefix: `'%m [%p] %d '`,
    log_min_duration_statement: '2s',
    log_parameter_max_length: '0',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: '60s',
    log_timezone: `'UTC'`,
    timezone: `'UTC'`,
    datestyle: `'iso, ymd'`,
    lc_messages: `'C'`,
    lc_monetary: `'C'`,
    lc_numeric: `'C'`,
    lc_time: `'C'`,
    default_text_search_config: `'pg_catalog.simple'`,
    // A connection that died without a word must not hold its locks for hours.
    idle_in_transaction_session_timeout: '5min',
    ...(isEphemeral
      // Statistics come when a test asks for them (ANALYZE), not when a minute happens to be over: a plan is the same on every run.
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }
      : { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return [
    '# Written by Patchbay at every start. Put settings of your own into custom.conf in this directory.',
    ...lines,
    `include_if_exists 'custom.conf'`,
    '',
  ].join('\n');
}

/** Nobody but those who can enter the socket directory (mode 0700) gets this far. */
export const hostBasedAccess = [
  '# Written by Patchbay at every start. The socket directory is closed to other users; TCP is never opened.',
  'local all all trust',
  '',
].join('\n');

/** Settings on the command line: nothing in a file can undo them. */
export function fixedArguments(socketDir: string): string[] {
  // PostgreSQL reads a list of directories here: quotes keep commas and spaces of a path together.
  const quoted = `"${socketDir.replaceAll('"', '""')}"`;
  return ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${quoted}`, '-c', 'unix_socket_permissions=0700'];
}
