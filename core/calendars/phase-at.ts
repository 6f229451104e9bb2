import type { CalendarVersion, Phase } from './calendar.ts';
import { inForceAt } from './in-force-at.ts';
import { backupDays, openDays } from './version-stretches.ts';

/** The phase at an instant (epoch ms) by the version in force then. Without a calendar it is always open. */
export function phaseAt(versions: readonly CalendarVersion[], atMs: number): Phase {
  const version = inForceAt(versions, atMs);
  if (!version) return 'open';
  const at = Math.floor(atMs / 1000);
  if (openDays(version).isOpenAt(at)) return 'open';
  return backupDays(version).isOpenAt(at) ? 'backup' : 'closed';
}
