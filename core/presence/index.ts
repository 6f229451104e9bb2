export { dropLease, holdLease, keepOnline, leaseSeconds, readPresence, type LeaseKind, type Presence } from './leases.ts';
