import { countFilters, setListedOnly as set } from '#core/mail-filters/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { operation } from '#http/index.ts';
import { ListedOnlyInput, MailFilters } from '../../schemas/mail-filters.ts';

export const setListedOnly = operation({
  id: 'mailFilters.setListedOnly',
  method: 'PUT',
  path: '/native/v1/mail-filters/listed-only',
  tag: 'Mail filters',
  summary: 'Whether only mail with a listed domain counts; for all history',
  body: ListedOnlyInput,
  response: MailFilters,
  handle: ({ act, change, body }) => change(async (tx) => {
    await set(tx, act, body.countsListedOnly);
    return countFilters(tx, readingBack(act));
  }),
});
