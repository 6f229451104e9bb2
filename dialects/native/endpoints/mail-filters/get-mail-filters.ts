import { countFilters } from '#core/mail-filters/index.ts';
import { operation } from '#http/index.ts';
import { MailFilters } from '../../schemas/mail-filters.ts';

export const getMailFilters = operation({
  id: 'mailFilters.get',
  method: 'GET',
  path: '/native/v1/mail-filters',
  tag: 'Mail filters',
  summary: 'How many filters there are, and how listed domains are read',
  response: MailFilters,
  handle: ({ act, snapshot }) => snapshot((tx) => countFilters(tx, act)),
});
