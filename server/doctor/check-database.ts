import type { DatabaseState } from '#storage/inspect/index.ts';
import { ok, problem, warning, type Check } from './check.ts';

const skewMsMax = 2_000;

/** Reachable, of this version, safe in a power cut, closed between tenants, on time. */
export function checkDatabase(state: DatabaseState): Check[] {
  return [
    ok('database', `PostgreSQL ${state.version}, ${(state.sizeBytes / 1_000_000).toFixed(0)} MB`),
    checkSchema(state),
    checkDurability(state),
    checkRowSecurity(state),
    checkClock(state),
  ];
}

function checkSchema({ isMigrated, missingSteps, unknownSteps }: DatabaseState): Check {
  if (unknownSteps.length > 0) return problem('schema', `it has steps that this version does not know: ${unknownSteps.slice(0, 5).join(', ')}`, 'A newer version was here. Install that one again.');
  if (!isMigrated) return warning('schema', 'the database is empty', 'The next start or command fills it.');
  if (missingSteps.length > 0) return warning('schema', `${missingSteps.length} steps are to come: ${missingSteps.slice(0, 5).join(', ')}`, 'The next start or command brings them.');
  return ok('schema', 'is that of this version');
}

function checkDurability({ settings }: DatabaseState): Check {
  const wrong = Object.entries(settings).filter(([name, value]) => value !== 'on' && !(name === 'synchronous_commit' && ['remote_write', 'remote_apply', 'local'].includes(value)));
  const text = Object.entries(settings).map(([name, value]) => `${name} ${value}`).join(', ');
  return wrong.length === 0 ? ok('durability', text) : problem('durability', text, `Set ${wrong.map(([name]) => name).join(' and ')} to on: else a power cut can lose what was acknowledged.`);
}

function checkRowSecurity({ isMigrated, openTables, appRoleIsBound }: DatabaseState): Check {
  if (!isMigrated) return ok('row-level security', 'no tables yet');
  if (!appRoleIsBound) return problem('row-level security', 'the role patchbay_app is a superuser or bypasses it', 'Take that right away: ALTER ROLE patchbay_app NOSUPERUSER NOBYPASSRLS');
  if (openTables.length > 0) return problem('row-level security', `not forced on ${openTables.join(', ')}`, 'Someone changed the schema. Restore a backup, or ask for help before going on.');
  return ok('row-level security', 'forced on all tenant tables');
}

function checkClock({ clockAheadMs }: DatabaseState): Check {
  const text = `the database's clock is ${Math.abs(clockAheadMs)} ms ${clockAheadMs < 0 ? 'behind' : 'ahead of'} this machine's`;
  return Math.abs(clockAheadMs) <= skewMsMax ? ok('clock', text) : warning('clock', text, 'Let both machines follow a time server.');
}
