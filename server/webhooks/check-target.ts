import { invalid } from '#core/kernel/index.ts';
import { OutboundRefused, resolveOutbound, type OutboundRules, type Resolve } from '#http/outbound/index.ts';

/** See `Outside.checkTarget`. The refusal is the same for every address inside, whatever stands there; nobody is called. */
export async function checkTarget(field: string, url: string, rules: OutboundRules, resolve?: Resolve): Promise<void> {
  const parsed = URL.parse(url);
  if (!parsed) return; // the command says what is wrong with it
  try {
    await resolveOutbound(parsed.hostname, rules, resolve);
  } catch (error) {
    if (error instanceof OutboundRefused && error.code === 'not-allowed') throw invalid(field, 'leads into a private network; an administrator of the server may allow it with PATCHBAY_OUTBOUND_ALLOW', 'call-inside');
  }
}
