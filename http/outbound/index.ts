export { guardedFetch, type GuardedAnswer, type GuardedRequest } from './guarded-fetch.ts';
export { openOutboundClient, type OutboundAnswer, type OutboundCall, type OutboundClient } from './outbound-client.ts';
export { isAllowedAddress, type OutboundRules } from './outbound-rules.ts';
export { OutboundRefused, resolveOutbound, type OutboundAddress, type Resolve } from './resolve-outbound.ts';
