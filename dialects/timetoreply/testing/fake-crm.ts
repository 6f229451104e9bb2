import type { Ports } from '../ports.ts';
import { seedExample, seedMissing } from './seed-examples.ts';

interface Field { readonly label: string; readonly type: string }

/** The document's deals and the document's fields. */
export function fakeCrm(total: number): Pick<Ports, 'findDealPage' | 'findConversationsOfDeals' | 'findCrmConnection' | 'findCrmProperties' | 'changeCrmMapping'> {
  const fields = seedMissing ? null : seedExample('GET', 'api/entities/crm-properties-mapping') as Record<string, Record<string, Field>>;
  const connection = {
    id: 1, kind: 'hubspot', name: '', settings: {}, hasSecret: true, takesCalls: false, takesLists: false, emailProperty: 'email', firstReplyProperty: null, overallReplyProperty: null, state: 'connected', problemKey: null, problemText: null, problemValues: {}, problemAt: null,
    step: null, stepVersion: 0, round: 0, runStartedAt: null, counts: { contacts: 0, deals: 0, removed: 0, written: 0, read: 0 }, changedUntil: null, wholeAt: null, syncedAt: null, nextSyncAt: null, createdAt: '2023-02-01T00:00:00.000Z',
  } as const;
  return {
    findDealPage: async () => ({
      total,
      rows: [{
        id: 2, name: 'Aerodynamic Granite Bottle', stage: { id: 11, label: 'Won', pipeline: '', outcome: 'won' }, agent: { id: 2, name: 'Koby Maggio' }, ownerName: null, value: 3_910, currency: null, closesAt: null,
        createdAt: '2023-02-01T19:48:33.000Z', updatedAt: '2023-02-01T19:48:33.000Z', addresses: ['bo@example.com'],
      }],
    }),
    findConversationsOfDeals: async () => new Map([[2, [56, 20]]]),
    findCrmConnection: async (_tx, _act, kind) => (kind === 'hubspot' ? connection : null),
    findCrmProperties: async (_tx, _act, _id, object) => Object.entries(fields?.[object] ?? {}).map(([name, field]) => ({ name, ...field })),
    changeCrmMapping: async () => connection,
  };
}
