export { distinctAddresses, type SeenAddress } from './distinct-addresses.ts';
export { discoverAgents } from './discover-agents.ts';
