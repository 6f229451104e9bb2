import { operation, type Operation } from '#http/index.ts';
import { inDocumentsWords, parseGroupMailbox } from '../../parse/group-mailbox.ts';
import { parseOwnGoals } from '../../parse/own-goals.ts';
import type { EntityPorts } from '../../ports.ts';
import { MembersPageQuery } from '../../schemas/entity.ts';
import { GroupMailboxInput, StoredGroupMailbox } from '../../schemas/group-mailbox.ts';
import { loadGroupMailbox } from './load-group-mailbox.ts';

export const storeGroupMailbox = (ports: EntityPorts): Operation => operation({
  id: 'group-mailboxes.store',
  method: 'POST',
  path: '/api/entities/group-mailboxes',
  tag: 'Group Mailboxes',
  summary: 'Store a group mailbox; goals in minutes. Its addresses must be of your company',
  query: MembersPageQuery,
  body: GroupMailboxInput,
  response: StoredGroupMailbox,
  async handle(call) {
    const { act, body } = call;
    const goals = parseOwnGoals(body);
    return call.change(async (tx) => {
      const { id } = await inDocumentsWords(ports.createGroupMailbox(tx, act, parseGroupMailbox(body)));
      if (goals) await ports.changeOwnGoals(tx, act, { kind: 'group-mailbox', id }, goals);
      return loadGroupMailbox(ports, tx, call, id);
    });
  },
});
