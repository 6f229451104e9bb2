interface Maker { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } }

const address = '/app/push-worker.js';
let policy: { createScriptURL(url: string): string } | null | undefined;

/** The one script that the page may name as a worker. The policy has a name that the server's Content-Security-Policy allows, and lets nothing else pass. */
export function pushWorkerAddress(): string {
  policy ??= (globalThis as { trustedTypes?: Maker }).trustedTypes?.createPolicy('patchbay-worker', { createScriptURL: () => address }) ?? null;
  return policy === null ? address : policy.createScriptURL(address);
}
