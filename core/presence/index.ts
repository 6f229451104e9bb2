export { dropLease, holdLease, keepOnline, leaseSeconds, readPresence, type LeaseKind, type Presence } from './leases.ts';
export { findAvailability, type AgentAvailability } from './find-availability.ts';
