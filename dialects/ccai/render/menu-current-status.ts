import type { Static } from '@sinclair/typebox';
import type { QueueWaiting } from '#core/routing/index.ts';
import type { MenuCurrentStatus } from '../schemas/menu-current-status.ts';

/** Null for a queue that no menu leads to: the document counts by menu. The average is rounded down, as every duration is. */
export function renderMenuCurrentStatus({ kind, menuId, menuPathId, menuPath, lang, waiting, oldestAt, oldestSeconds, totalSeconds }: QueueWaiting): Static<typeof MenuCurrentStatus> | null {
  if (menuId === null || menuPathId === null || menuPath === null) return null;
  return {
    menu_id: menuId, lang, menu_path_id: menuPathId, menu_path: menuPath, comm_type: kind === 'call' ? 'Call' : 'Chat',
    in_queue_count: waiting, oldest_in_queue: new Date(oldestAt).toISOString(), oldest_duration_in_queue: oldestSeconds, total_queue_duration: totalSeconds,
    average_queue_duration: Math.floor(totalSeconds / waiting),
  };
}
