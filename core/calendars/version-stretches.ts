import type { CalendarVersion, WeeklyHours } from './calendar.ts';
import { inOrderOfForce } from './in-force-at.ts';
import { OpenDays } from './open-days.ts';

/** A part of a span under one version: `[from, to)` in epoch seconds. */
export type Stretch = { readonly version: CalendarVersion; readonly open: OpenDays; readonly from: number; readonly to: number };

/** Compiled hours kept by content; on overflow all are dropped. */
const compiledMax = 1_000;

const openOf = new WeakMap<CalendarVersion, OpenDays>();
const backupOf = new WeakMap<CalendarVersion, OpenDays>();
const byContent = new Map<string, OpenDays>();

/**
 * Compiled hours, found by object (0.02 us) or by content (2 us), so that a version read anew from the database finds the days that
 * an earlier copy of it resolved.
 */
function compiled(of: WeakMap<CalendarVersion, OpenDays>, version: CalendarVersion, hours: WeeklyHours): OpenDays {
  const known = of.get(version);
  if (known) return known;
  const content = JSON.stringify([version.zone, hours, version.holidays]);
  let open = byContent.get(content);
  if (!open) {
    if (byContent.size >= compiledMax) byContent.clear();
    byContent.set(content, (open = new OpenDays(version.zone, hours, version.holidays)));
  }
  of.set(version, open);
  return open;
}

/** The compiled open hours of a version. */
export function openDays(version: CalendarVersion): OpenDays {
  return compiled(openOf, version, version.hours);
}

/** The compiled backup hours of a version. */
export function backupDays(version: CalendarVersion): OpenDays {
  return compiled(backupOf, version, version.backup ?? {});
}

/**
 * Cuts `[from, to)` (epoch seconds) where one version gives way to the next; `to` may be Infinity. The first version also stands for
 * the time before it. An empty span gives one empty stretch: the version that judges it. No version, no stretch.
 */
export function versionStretches(versions: readonly CalendarVersion[], from: number, to: number): Stretch[] {
  const ordered = inOrderOfForce(versions);
  const found: Stretch[] = [];
  for (const [index, version] of ordered.entries()) {
    const next = ordered[index + 1];
    const since = index === 0 || version.validFrom === null ? -Infinity : Math.floor(version.validFrom / 1000);
    const until = next ? Math.floor((next.validFrom ?? -Infinity) / 1000) : Infinity;
    const start = Math.max(from, since);
    const end = Math.min(to, until);
    if (start < end || (from === to && since <= from && from < until)) {
      found.push({ version, open: openDays(version), from: start, to: end });
    }
  }
  return found;
}
