import { createCompany as create, getCompany } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { Company, NewCompany } from '../../schemas/contact.ts';

export const createCompany = operation({
  id: 'companies.create',
  method: 'POST',
  path: '/native/v1/companies',
  tag: 'Contacts',
  summary: 'A new company',
  status: 201,
  body: NewCompany,
  response: Company,
  handle: ({ act, change, body }) => change(async (tx) => {
    const { id, name, domain, createdAt } = await getCompany(tx, readingBack(act), (await create(tx, act, body)).id);
    return { id, name, domain, createdAt };
  }),
});
