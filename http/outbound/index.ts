export { guardedFetch, type GuardedAnswer, type GuardedRequest } from './guarded-fetch.ts';
export { isAllowedAddress, type OutboundRules } from './outbound-rules.ts';
export { OutboundRefused, resolveOutbound, type OutboundAddress, type Resolve } from './resolve-outbound.ts';
