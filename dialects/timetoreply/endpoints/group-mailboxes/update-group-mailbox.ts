import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { inDocumentsWords, parseGroupMailbox } from '../../parse/group-mailbox.ts';
import { parseOwnGoals } from '../../parse/own-goals.ts';
import type { EntityPorts } from '../../ports.ts';
import { MembersPageQuery } from '../../schemas/entity.ts';
import { GroupMailboxInput, UpdatedGroupMailbox } from '../../schemas/group-mailbox.ts';
import { Id } from '../../schemas/id.ts';
import { loadGroupMailbox } from './load-group-mailbox.ts';

export const updateGroupMailbox = (ports: EntityPorts, method: 'PUT' | 'PATCH'): Operation => operation({
  id: `group-mailboxes.update.${method.toLowerCase()}`,
  method,
  path: '/api/entities/group-mailboxes/{id}',
  tag: 'Group Mailboxes',
  summary: 'Update a group mailbox: name, address, aliases, goals in minutes; aliases and goals that are not given stay',
  params: Type.Object({ id: Id }),
  query: MembersPageQuery,
  body: GroupMailboxInput,
  response: UpdatedGroupMailbox,
  async handle(call) {
    const { act, body, params: { id } } = call;
    const goals = parseOwnGoals(body);
    return call.change(async (tx) => {
      await inDocumentsWords(ports.changeGroupMailbox(tx, act, id, parseGroupMailbox(body)));
      if (goals) await ports.changeOwnGoals(tx, act, { kind: 'group-mailbox', id }, goals);
      return { ...await loadGroupMailbox(ports, tx, call, id), pending_invites_count: 0 };
    });
  },
});
