export { dropLease, holdLease, keepOnline, leaseSeconds, readPresence, type LeaseKind, type Presence } from './leases.ts';
export { findAvailability, type AgentAvailability } from './find-availability.ts';
export { builtInStatuses, statusIds, type AgentStatus } from './statuses/built-in.ts';
export { findStatuses, type StatusRow } from './statuses/find-statuses.ts';
export { defaultCapacity, type AgentWork } from './agent-work.ts';
