import { entityCore, type AgentMailbox, type EntityPorts, type GroupMailbox, type MailContact, type OwnGoals } from '../ports.ts';

const at = '2023-02-01T19:49:05.000Z';
const contact: MailContact = { id: 1, name: 'Bo', companyId: null, note: '', points: [{ id: 1, kind: 'email', value: 'bo@kling.com', isMain: true }], isLead: false, leadSourceId: null, createdAt: at, updatedAt: at, kind: 'email', address: 'bo@kling.com' };
const ada: AgentMailbox = { id: 1, name: 'Ada', address: 'ada@timetoreply.com', addresses: ['ada@timetoreply.com'], hasLogin: false };
const group: GroupMailbox = { id: 1, name: 'Sales Mailbox', address: 'sales@timetoreply.com', aliases: ['deals@timetoreply.com'], agentIds: [1], createdAt: at, updatedAt: at };

/** Everybody whom a report can be made of once, whatever is asked: for the shapes of the wire. */
export function fakeEntities(total = 1): EntityPorts {
  let goals: OwnGoals | null = null;
  const one = <T>(row: T) => async () => ({ total, rows: total === 0 ? [] : [row] });
  const knownOnes = async () => ({ unknown: [] });
  return {
    ...entityCore,
    addMailContacts: async (_tx, _act, inputs) => inputs.map(({ value, isLead = false }, index) => ({ id: index + 1, kind: 'email', value, isLead })),
    changeGroupMailbox: async () => undefined,
    changeGroupMailboxMembers: knownOnes,
    changeKnownTeamMembers: knownOnes,
    changeOwnGoals: async (_tx, _act, _holder, change) => (goals = { firstReply: null, overall: null, close: null, ...goals, ...change }),
    changeTeam: async () => undefined,
    createGroupMailbox: async () => ({ id: 1 }),
    createTeam: async () => ({ id: 1 }),
    deleteGroupMailbox: async () => undefined,
    deleteTeam: async () => undefined,
    findAgentMailboxes: one(ada),
    findEntities: async () => ({ total, rows: [
      { type: 'contact-group', id: 1, name: 'Top Revenue Customers', addresses: ['bo@kling.com'], domains: ['kling.com'] }, { type: 'contact', id: 1, name: 'bo@kling.com', addresses: ['bo@kling.com'], domains: [] },
    ] }),
    findGroupMailboxPage: one(group),
    findMailContacts: one(contact),
    findOwnGoals: async () => (goals ? new Map([[1, goals]]) : new Map()),
    findPossibleLeads: async () => ['cy@kling.com'],
    findTeamMailboxes: one({ id: 1, name: 'US Support Team', addresses: ['ada@timetoreply.com'] }),
    getContact: async () => contact,
    getGroupMailbox: async () => group,
    getTeam: async () => ({ id: 1, name: 'ACME Support Team One', parentId: null, position: 0, agentIds: [1], createdAt: at, updatedAt: at }),
    removeContacts: async () => undefined,
    setMailContact: async () => undefined,
  };
}
