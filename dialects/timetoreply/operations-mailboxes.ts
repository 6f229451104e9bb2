import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { askItHelp } from './endpoints/mailboxes/ask-it-help.ts';
import { authenticateMimecast } from './endpoints/mailboxes/authenticate-mimecast.ts';
import { deleteInvite } from './endpoints/mailboxes/delete-invite.ts';
import { deleteMailbox } from './endpoints/mailboxes/delete-mailbox.ts';
import { inviteMailbox } from './endpoints/mailboxes/invite-mailbox.ts';
import { listMailboxes } from './endpoints/mailboxes/list-mailboxes.ts';
import { reAuthenticate } from './endpoints/mailboxes/re-authenticate.ts';
import { remindInvite } from './endpoints/mailboxes/remind-invite.ts';
import { searchAllMailboxes } from './endpoints/mailboxes/search-all-mailboxes.ts';
import { updateImap } from './endpoints/mailboxes/update-imap.ts';
import { updateMailbox } from './endpoints/mailboxes/update-mailbox.ts';
import { loadGmail } from './endpoints/mailboxes/load-gmail.ts';
import { loadMicrosoft } from './endpoints/mailboxes/load-microsoft.ts';
import { loadMimecast } from './endpoints/mailboxes/load-mimecast.ts';
import { searchMicrosoft } from './endpoints/mailboxes/search-microsoft.ts';
import { searchMimecast } from './endpoints/mailboxes/search-mimecast.ts';
import { selectGmail } from './endpoints/mailboxes/select-gmail.ts';
import { selectMicrosoft } from './endpoints/mailboxes/select-microsoft.ts';
import { selectMimecast } from './endpoints/mailboxes/select-mimecast.ts';
import { storeBulkExchange } from './endpoints/mailboxes/store-bulk-exchange.ts';
import { syncMimecast } from './endpoints/mailboxes/sync-mimecast.ts';
import { updateEws } from './endpoints/mailboxes/update-ews.ts';
import { mailboxCore } from './ports.ts';

/** Mailboxes of people: /api/entities/agents. */
export function mailboxOperations(outside: Outside): Operation[] {
  const ports = { ...mailboxCore, outside };
  return [
    listMailboxes(ports),
    inviteMailbox(ports),
    remindInvite(ports),
    deleteInvite(ports),
    askItHelp(ports),
    loadMicrosoft(ports),
    searchMicrosoft(ports),
    selectMicrosoft(ports),
    loadGmail(ports),
    selectGmail(ports),
    storeBulkExchange(ports),
    syncMimecast(ports),
    authenticateMimecast(ports),
    loadMimecast(ports),
    searchMimecast(ports),
    selectMimecast(ports),
    updateEws(ports),
    updateImap(ports),
    deleteMailbox(ports),
    reAuthenticate(ports),
    updateMailbox(ports),
    searchAllMailboxes(ports),
  ];
}
