import type { LogAddress } from '../ports.ts';

export function addressesOf(...groups: readonly (readonly LogAddress[])[]): string[] {
  return [...new Set(groups.flat().map(({ address }) => address))];
}

export function domainsOf(...groups: readonly (readonly LogAddress[])[]): string[] {
  return [...new Set(groups.flat().map(({ domain }) => domain).filter((domain) => domain !== ''))];
}
