import type { Outside } from '#core/channels/index.ts';
import type { Dialect } from '#http/index.ts';
import { bearerDoor } from './auth.ts';
import { pushDomain, pushEmail, removeDomain, removeEmail, removeMembers } from './endpoints/contact-groups/change-members.ts';
import { deleteContactGroup } from './endpoints/contact-groups/delete-contact-group.ts';
import { listContactGroups } from './endpoints/contact-groups/list-contact-groups.ts';
import { showContactGroup } from './endpoints/contact-groups/show-contact-group.ts';
import { storeContactGroup } from './endpoints/contact-groups/store-contact-group.ts';
import { updateContactGroup } from './endpoints/contact-groups/update-contact-group.ts';
import { findByInternetMessageId } from './endpoints/logs/find-by-internet-message-id.ts';
import { findBySubjectOrEmail } from './endpoints/logs/find-by-subject-or-email.ts';
import { markClosed } from './endpoints/logs/mark-closed.ts';
import { reportConversations } from './endpoints/logs/report-conversations.ts';
import { reportMessages } from './endpoints/logs/report-messages.ts';
import { statBreakdown } from './endpoints/logs/stat-breakdown.ts';
import { listReplyTimeGoals } from './endpoints/settings/list-reply-time-goals.ts';
import { updateReplyTimeGoals } from './endpoints/settings/update-reply-time-goals.ts';
import { errors } from './errors.ts';
import { crmOperations } from './operations-crm.ts';
import { limitHeaders, limits } from './limits.ts';
import { reportOperations } from './operations-reports.ts';
import { convertInput } from './parse/convert-input.ts';
import { filterOperations } from './operations-filters.ts';
import { mailboxOperations } from './operations-mailboxes.ts';
import { entityOperations } from './operations-entities.ts';
import { core, entityCore, type EntityPorts, type Ports } from './ports.ts';

/**
 * The published API of timetoreply: logs of conversations and messages, their figures, the goals they are judged by, and whom reports can be made of. `outside`: what operations that
 * mail need of the world; without it there are none of them.
 */
export function timetoreply(ports: Ports = core, outside?: Outside, entityPorts: EntityPorts = entityCore): Dialect {
  return {
    name: 'timetoreply',
    title: 'timetoreply API',
    description: 'Conversation and message logs, their statistics, contact groups and reply time goals. 30 requests a minute and 900 an hour for each user.',
    prefixes: ['/api/logs', '/api/entities', '/api/tools', '/api/sales'],
    door: bearerDoor(ports),
    limits,
    limitHeaders,
    errors,
    convert: convertInput,
    operations: [
      reportConversations(ports),
      findBySubjectOrEmail(ports),
      findByInternetMessageId(ports),
      markClosed(ports),
      reportMessages(ports),
      statBreakdown(ports),
      listContactGroups(ports),
      storeContactGroup(ports),
      showContactGroup(ports),
      updateContactGroup(ports, 'PUT'),
      updateContactGroup(ports, 'PATCH'),
      deleteContactGroup(ports),
      pushEmail(ports),
      removeEmail(ports),
      removeMembers(ports),
      pushDomain(ports),
      removeDomain(ports),
      listReplyTimeGoals(ports),
      updateReplyTimeGoals(ports),
      ...crmOperations(ports),
      ...reportOperations(ports.reports),
      ...filterOperations(ports),
      ...(outside ? mailboxOperations(outside) : []),
      ...entityOperations(entityPorts, outside),
    ],
  };
}
