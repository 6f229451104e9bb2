import type { MailAddress } from './parsed-mail.ts';
import { tidyAddress } from './read-addresses.ts';

export interface ListHeaders {
  listId: string | null;
  isList: boolean;
  /** Addresses of the list, lower case. */
  listAddresses: Set<string>;
}

type Find = (name: string) => string | null;

/** Reads RFC 2919 (List-Id), RFC 2369 (List-Post) and the older marks of Mailman, Majordomo and Sympa. */
export function readListHeaders(findWhole: Find, recipients: MailAddress[]): ListHeaders {
  // Nothing of use lies beyond; the patterns below stay cheap on any text of this length.
  const find: Find = (name) => findWhole(name)?.slice(0, 1_000) ?? null;
  const listIdField = find('list-id');
  const listId = listIdField === null ? null : ((/<([^<>]+)>/.exec(listIdField)?.[1] ?? listIdField).trim().toLowerCase().slice(0, 255).toWellFormed() || null);
  const listPost = find('list-post');
  const addresses = new Set<string>();
  const add = (text: string | null | undefined): void => {
    const address = tidyAddress(text ?? '').toLowerCase();
    if (address !== '') addresses.add(address);
  };
  add(/<?mailto:([^>?\s]+)/i.exec(listPost ?? '')?.[1]);
  add(find('x-beenthere'));
  add(/[^\s<>;]+@[^\s<>;]+/.exec(find('mailing-list') ?? find('x-mailing-list') ?? '')?.[0]);
  add(find('sender')?.replace(/^.*<|>.*$/g, '').replace(/-(?:bounces|owner|admin)(?:\+[^@]*)?@/i, '@'));
  // List-Id names the list `name.domain`; the recipient `name@domain` is then the list (RFC 2919 section 2).
  for (const each of recipients) if (listId !== null && each.address.toLowerCase().replace('@', '.') === listId) add(each.address);
  const dot = listId?.indexOf('.') ?? -1;
  if (listId !== null && dot > 0) add(`${listId.slice(0, dot)}@${listId.slice(dot + 1)}`);
  const hasMark = listId !== null || listPost !== null || find('x-beenthere') !== null || find('mailing-list') !== null || find('x-mailing-list') !== null;
  const isList = hasMark || /^\s*list\b/i.test(find('precedence') ?? '');
  return { listId, isList, listAddresses: isList ? addresses : new Set() };
}
