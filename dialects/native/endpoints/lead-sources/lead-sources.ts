import { changeLeadSource as changeIt, createLeadSource as create, deleteLeadSource as remove, findLeadSources } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { LeadSource, LeadSourceInput, LeadSources } from '../../schemas/entities.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

const path = '/native/v1/lead-sources';
const tag = 'Contacts';

export const listLeadSources = operation({
  id: 'leadSources.list', method: 'GET', path, tag, summary: 'Where leads come from, by name', response: LeadSources,
  handle: async ({ act, snapshot }) => ({ items: await snapshot((tx) => findLeadSources(tx, act)), next: null }),
});

export const createLeadSource = operation({
  id: 'leadSources.create', method: 'POST', path, tag, summary: 'A lead source', status: 201, body: LeadSourceInput, response: LeadSource,
  handle: ({ act, change, body }) => change((tx) => create(tx, act, body)),
});

export const changeLeadSource = operation({
  id: 'leadSources.change', method: 'PATCH', path: `${path}/{id}`, tag, summary: 'Another name', params: IdParams, body: LeadSourceInput, response: LeadSource,
  handle: ({ act, change, params: { id }, body }) => change((tx) => changeIt(tx, act, id, body)),
});

export const deleteLeadSource = operation({
  id: 'leadSources.delete', method: 'DELETE', path: `${path}/{id}`, tag, summary: 'The source goes; its leads stay leads, of no source', status: 204, params: IdParams, response: Empty,
  async handle({ act, change, params: { id } }) {
    await change((tx) => remove(tx, act, id));
    return null;
  },
});
