import type { Outside } from '#core/channels/index.ts';
import { getContact, resolveContactId } from '#core/contacts/index.ts';
import { findConversations } from '#core/desk/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { fileLinks } from '../../file-links.ts';
import { ContactConversations } from '../../schemas/conversation.ts';
import { accountOf } from '../../views/agents.ts';
import { conversationViews } from '../../views/conversations.ts';

/** The document has no pages here: the newest so many. */
const newest = 100;

export const listContactConversations = (outside: Outside): Operation => accountOperation({
  id: 'contacts.conversations', method: 'GET', path: '/contacts/{id}/conversations', tag: 'Contacts', summary: 'The newest conversations with a contact',
  response: ContactConversations,
  async handle(call) {
    const { act, snapshot, principal, params: { id: asked } } = call;
    const [account, linkTo] = [await accountOf(call), await fileLinks(outside, call)];
    return snapshot(async (tx) => {
      const id = await resolveContactId(tx, asked);
      const { rows } = await findConversations(tx, act, { contactId: id }, { limit: newest });
      await getContact(tx, seesAll(act), id);
      const views = (await conversationViews(tx, act, rows.map((row) => row.id), { account, isDeployed: isDeployed(principal), linkTo })).map((view) => ({ ...view, display_id: view.id }));
      return isDeployed(principal) ? { payload: views } : views;
    });
  },
});
