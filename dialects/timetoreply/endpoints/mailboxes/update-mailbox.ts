import { Type } from '@sinclair/typebox';
import { InvalidInput, operation, type Operation } from '#http/index.ts';
import { zoneOfNumber } from '../../parse/time-zones.ts';
import type { MailboxPorts } from '../../ports.ts';
import { Id } from '../../schemas/id.ts';
import { Status, UpdateBody } from '../../schemas/mailbox.ts';

export const updateMailbox = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.update',
  method: 'PATCH',
  path: '/api/entities/agents/{id}/update',
  tag: 'Mailboxes',
  summary: 'Update a mailbox; where aliases or time zone change, reply times follow in the background',
  params: Type.Object({ id: Id }),
  body: UpdateBody,
  response: Status,
  async handle({ act, change, params: { id }, body: { name, timeZone, aliases } }) {
    const zone = zoneOfNumber(timeZone);
    if (zone === null) throw new InvalidInput([{ field: 'timeZone', problem: 'The selected time zone is invalid.' }]);
    const { recomputes } = await change((tx) => ports.changePersonMailbox(tx, act, id, { name, zone, ...(aliases && { aliases }) }));
    return { status: `Agent updated successfully.${recomputes ? ' Since the agent aliases or timezone were updated, we will now update reply times in the background' : ''}` };
  },
});
