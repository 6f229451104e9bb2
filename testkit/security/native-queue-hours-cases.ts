import type { RouteCases } from './route-case.ts';

const hours = { zone: 'UTC', hours: { mon: [['09:00', '17:00']] } };

/** Hours of a queue in our own API. */
export const nativeQueueHoursCases: RouteCases = {
  'PUT /native/v1/queues/:id/calendar': {
    door: 'token', needs: 'queues.write', needsAlso: ['calendars.write'], status: 200, writes: ['queues', 'calendars', 'calendar_versions', 'audit_log', 'events'],
    good: ({ queueId }) => ({ method: 'PUT', path: `/native/v1/queues/${queueId}/calendar`, json: hours }),
    probes: [{ about: 'queue id', isTelling: true, ask: ({ queueId }) => ({ method: 'PUT', path: `/native/v1/queues/${queueId}/calendar`, json: hours }) }],
  },
};
