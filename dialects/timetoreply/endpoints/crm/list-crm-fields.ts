import { operation, type Operation } from '#http/index.ts';
import { findConnected } from '../../parse/find-connected.ts';
import type { CrmProperty, Ports } from '../../ports.ts';
import { CrmFields, CrmFieldsQuery } from '../../schemas/crm.ts';

export const listCrmFields = (ports: Ports): Operation => operation({
  id: 'crm-properties-mapping.list',
  method: 'GET',
  path: '/api/entities/crm-properties-mapping',
  tag: 'CRM Connections',
  summary: 'List the fields of a connected CRM that can be mapped',
  query: CrmFieldsQuery,
  response: CrmFields,
  async handle({ act, snapshot, query: { crmType, stringOnly = false, expanded = false } }) {
    const { contacts, companies } = await snapshot(async (tx) => {
      const { id } = await findConnected(ports, tx, act, crmType);
      return { contacts: await ports.findCrmProperties(tx, act, id, 'contacts'), companies: await ports.findCrmProperties(tx, act, id, 'companies') };
    });
    const render = (fields: readonly CrmProperty[]) => {
      const shown = fields.filter(({ type }) => !stringOnly || type === 'string');
      return shown.length === 0 ? [] as [] : Object.fromEntries(shown.map(({ name, label, type }) => [name, expanded ? { label, type } : label]));
    };
    return { contacts: render(contacts), companies: render(companies) };
  },
});
