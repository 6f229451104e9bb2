import { lostMail } from './lost-mail.ts';
import type { StandingWork } from './standing-work.ts';
import { mailIn } from './work/mail-in.ts';
import { strandedSyncs } from './crm/stranded-syncs.ts';
import { strandedDeliveries } from './webhooks/stranded-deliveries.ts';
import { reportClock } from './work/report-clock.ts';
import { erasures } from './work/erasures.ts';
import { hostNames } from './work/host-names.ts';
import { routing } from './work/routing.ts';
import { pushKeys } from './push/push-keys.ts';
import { searchFill } from './work/search-fill.ts';

/** Everything that runs beside the requests, in the order in which it is started; stopped in the opposite order. */
export const allStandingWork: readonly StandingWork[] = [mailIn, lostMail, routing, searchFill, strandedDeliveries, reportClock, pushKeys, erasures, hostNames, strandedSyncs];
