import type { Outside } from '#core/channels/index.ts';
import { previewReclassify } from '#core/conversations/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { setInternalDomains as set } from '#core/settings/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { InternalDomainsEffect, InternalDomainsInput } from '../../schemas/account.ts';

export const setInternalDomains = ({ house }: Outside): Operation => operation({
  id: 'internalDomains.set',
  method: 'PUT',
  path: '/native/v1/account/internal-domains',
  tag: 'Account',
  summary: 'Makes exactly these domains ours, for all history; held mail is judged anew right after',
  body: InternalDomainsInput,
  response: InternalDomainsEffect,
  handle: ({ act, change, body }) => change(async (tx) => {
    requirePermission(act, 'settings.write');
    const { added, removed, messages, conversations } = await previewReclassify(tx, readingBack(act), body.domains, body.withoutProof);
    const { changed } = await set(tx, act, body.domains, body.withoutProof);
    if (changed) await house.enqueue(tx, act, { kind: 'reclassify-mail' });
    return { added: [...added], removed: [...removed], messages, conversations };
  }),
});
