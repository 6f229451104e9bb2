import { checkAddress } from '#core/accounts/index.ts';
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { memberOf } from '../../parse/group-members.ts';
import type { GroupMember, Ports } from '../../ports.ts';
import { renderGroupMembers } from '../../render/contact-group.ts';
import { ContactGroupMembers, DomainInput, EmailInput, MembersInput } from '../../schemas/contact-group.ts';
import { Id } from '../../schemas/id.ts';

interface Change { readonly add?: readonly GroupMember[]; readonly remove?: readonly GroupMember[] }

/** One of the document's five ways to add or take away members; each answers with the group as it is then. */
function changeMembers<P extends 'contact_group' | 'contact_group_id', B extends TSchema>(ports: Ports, { name, parameter, summary, body, changeOf }: {
  readonly name: string; readonly parameter: P; readonly summary: string; readonly body: B; readonly changeOf: (body: Static<B>) => Change;
}): Operation {
  return operation({
    id: `contact-groups.${name}`,
    method: 'PATCH',
    path: `/api/entities/contact-groups/{${parameter}}/${name}`,
    tag: 'Contact Groups',
    summary,
    params: Type.Object({ [parameter]: Id }),
    body,
    response: ContactGroupMembers,
    async handle(call) {
      const id = Number((call.params as Record<P, number>)[parameter]);
      return renderGroupMembers(await call.change(async (tx) => {
        await ports.changeGroupMembers(tx, call.act, id, changeOf(call.body));
        return ports.getContactGroup(tx, call.act, id);
      }));
    },
  });
}

export const pushEmail = (ports: Ports): Operation => changeMembers(ports, {
  name: 'pushEmail', parameter: 'contact_group', summary: 'Add an email address to a contact group', body: EmailInput, changeOf: ({ email }) => ({ add: [{ kind: 'address', value: checkAddress('email', email) }] }),
});
export const removeEmail = (ports: Ports): Operation => changeMembers(ports, {
  name: 'removeEmail', parameter: 'contact_group_id', summary: 'Take an email address out of a contact group; one that is not in it changes nothing', body: EmailInput, changeOf: ({ email }) => ({ remove: [{ kind: 'address', value: email }] }),
});
export const removeMembers = (ports: Ports): Operation => changeMembers(ports, {
  name: 'removeMembers', parameter: 'contact_group_id', summary: 'Take email addresses and domains out of a contact group; what is not in it changes nothing', body: MembersInput, changeOf: ({ membersToRemove }) => ({ remove: membersToRemove.map(memberOf) }),
});
export const pushDomain = (ports: Ports): Operation => changeMembers(ports, {
  name: 'pushDomain', parameter: 'contact_group', summary: 'Add a domain to a contact group', body: DomainInput, changeOf: ({ domain }) => ({ add: [{ kind: 'domain', value: domain }] }),
});
export const removeDomain = (ports: Ports): Operation => changeMembers(ports, {
  name: 'removeDomain', parameter: 'contact_group_id', summary: 'Take a domain out of a contact group; one that is not in it changes nothing', body: DomainInput, changeOf: ({ domain }) => ({ remove: [{ kind: 'domain', value: domain }] }),
});
