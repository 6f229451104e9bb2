import type { Operation } from '#http/index.ts';
import type { MailboxPorts, MailUser, ServiceProtocol } from '../../ports.ts';

type Call = Pick<Parameters<Operation['handle']>[0], 'act' | 'snapshot'>;

/** People of the company's mail service who have no mailbox here yet. */
export async function findPotential(ports: MailboxPorts, { act, snapshot }: Call, protocol: ServiceProtocol, search: string | null): Promise<MailUser[]> {
  const { users } = await ports.outside.findMailUsers(act, protocol, search);
  return snapshot((tx) => ports.leaveOutMailboxes(tx, act, users));
}
