import type { Outside } from '#core/channels/index.ts';
import { findCrmConnections } from '#core/crm/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { renderCrm } from '../../render/crm.ts';
import { CrmList } from '../../schemas/crm.ts';

export const listCrm = ({ crm }: Outside): Operation => operation({
  id: 'crm.list',
  method: 'GET',
  path: '/native/v1/crm',
  tag: 'CRM',
  summary: 'The customer management systems that are connected, and the kinds there are',
  response: CrmList,
  handle: async ({ act, snapshot }) => ({
    items: (await snapshot((tx) => findCrmConnections(tx, act))).map(renderCrm), kinds: crm.kinds.map(({ kind, title, secrets }) => ({ kind, title, secrets: secrets.map((set) => [...set]) })), next: null,
  }),
});
