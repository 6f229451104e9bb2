import type { Operation } from '#http/index.ts';
import { listCrmFields } from './endpoints/crm/list-crm-fields.ts';
import { storeCrmConnection } from './endpoints/crm/store-crm-connection.ts';
import { listDeals } from './endpoints/deals/list-deals.ts';
import type { Ports } from './ports.ts';

/** Deals, and what of a customer management system they are read from. */
export const crmOperations = (ports: Ports): Operation[] => [listDeals(ports), listCrmFields(ports), storeCrmConnection(ports)];
