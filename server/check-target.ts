import { invalid } from '#core/kernel/index.ts';
import { OutboundRefused, resolveOutbound, type OutboundRules, type Resolve } from '#http/outbound/index.ts';

/** Before an address that somebody chose is saved: `invalid` where it leads into a network that is not allowed. A name that is not known (yet) passes: each call is checked anew. */
export async function checkTarget(field: string, url: string, rules: OutboundRules, resolve?: Resolve): Promise<void> {
  const host = URL.parse(url)?.hostname;
  if (host === undefined) return; // no address at all: the command says so
  try {
    await resolveOutbound(host, rules, resolve);
  } catch (error) {
    if (error instanceof OutboundRefused && error.code === 'not-allowed') throw invalid(field, error.message, 'target-inside');
    if (!(error instanceof OutboundRefused)) throw error;
  }
}
