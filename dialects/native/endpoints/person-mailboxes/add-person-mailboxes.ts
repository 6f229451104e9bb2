import { addMailboxes, type Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { NewPersonMailboxes, PersonMailboxesAdded } from '../../schemas/person-mailboxes.ts';

export const addPersonMailboxes = ({ key, wake }: Pick<Outside, 'key' | 'wake'>): Operation => operation({
  id: 'personMailboxes.add',
  method: 'POST',
  path: '/native/v1/person-mailboxes',
  tag: 'Mailboxes',
  summary: 'Makes mailboxes of these people, read with the company\'s access to its mail service: all or none. Those that are there stay as they are',
  status: 201,
  body: NewPersonMailboxes,
  response: PersonMailboxesAdded,
  async handle({ act, change, body: { protocol, people } }) {
    const secretKey = await key();
    const { addresses, total } = await change((tx) => addMailboxes(tx, act, secretKey, protocol, people.map(({ email, name }) => ({ address: email, name: name ?? email }))));
    wake();
    return { added: addresses.length, total };
  },
});
