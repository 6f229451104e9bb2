import { leaveOutMailboxes, type Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { DirectoryPeople, DirectoryPeopleQuery, directoryPeopleMax, MailDirectoryParams } from '../../schemas/mail-directories.ts';

export const findDirectoryPeople = ({ findMailUsers }: Pick<Outside, 'findMailUsers'>): Operation => operation({
  id: 'mailDirectories.people',
  method: 'GET',
  path: '/native/v1/mail-directories/{protocol}/people',
  tag: 'Channels',
  summary: 'People of the company\'s mail service who have no mailbox here yet, asked for at this moment. 409 where its access is not set up, is refused, or asks each person; 503 where the service gives no good answer',
  params: MailDirectoryParams,
  query: DirectoryPeopleQuery,
  response: DirectoryPeople,
  async handle({ act, snapshot, params: { protocol }, query: { search = '' } }) {
    const { users, isCut } = await findMailUsers(act, protocol, search.trim() === '' ? null : search.trim());
    const people = await snapshot((tx) => leaveOutMailboxes(tx, act, users));
    return { items: people.slice(0, directoryPeopleMax).map(({ address, name }) => ({ email: address, name })), isCut: isCut || people.length > directoryPeopleMax };
  },
});
