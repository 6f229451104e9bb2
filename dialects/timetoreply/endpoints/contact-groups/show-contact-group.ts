import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { Id } from '../../schemas/id.ts';
import type { Ports } from '../../ports.ts';
import { renderContactGroup } from '../../render/contact-group.ts';
import { ContactGroupEntity } from '../../schemas/contact-group.ts';

export const showContactGroup = (ports: Ports): Operation => operation({
  id: 'contact-groups.show',
  method: 'GET',
  path: '/api/entities/contact-groups/{id}',
  tag: 'Contact Groups',
  summary: 'Show a single contact group',
  params: Type.Object({ id: Id }),
  response: ContactGroupEntity,
  async handle(call) {
    return renderContactGroup(await call.snapshot((tx) => ports.getContactGroup(tx, call.act, call.params.id)));
  },
});
