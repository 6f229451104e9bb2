import { previewReclassify } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { InternalDomainsEffect, InternalDomainsInput } from '../../schemas/account.ts';

export const previewInternalDomains = operation({
  id: 'internalDomains.preview',
  method: 'POST',
  path: '/native/v1/account/internal-domains/preview',
  tag: 'Account',
  summary: 'What these domains would change, without changing it: mails that change side, conversations whose figures are counted anew',
  body: InternalDomainsInput,
  response: InternalDomainsEffect,
  async handle({ act, snapshot, body }) {
    const { added, removed, messages, conversations } = await snapshot((tx) => previewReclassify(tx, act, body.domains, body.withoutProof));
    return { added: [...added], removed: [...removed], messages, conversations };
  },
});
