import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { changeCrm } from './endpoints/crm/change-crm.ts';
import { connectCrm } from './endpoints/crm/connect-crm.ts';
import { disconnectCrm } from './endpoints/crm/disconnect-crm.ts';
import { getCrm } from './endpoints/crm/get-crm.ts';
import { importDeals } from './endpoints/crm/import-deals.ts';
import { listContactDeals } from './endpoints/crm/list-contact-deals.ts';
import { listCrm } from './endpoints/crm/list-crm.ts';
import { setCrmCalls } from './endpoints/crm/set-crm-calls.ts';
import { syncCrm } from './endpoints/crm/sync-crm.ts';
import { testCrm } from './endpoints/crm/test-crm.ts';

/** Customer management systems, and the deals that came from them. */
export const crmOperations = (outside: Outside): readonly Operation[] => [listCrm(outside), testCrm(outside), connectCrm(outside), getCrm, changeCrm, setCrmCalls(outside), syncCrm, disconnectCrm, importDeals(outside), listContactDeals];
