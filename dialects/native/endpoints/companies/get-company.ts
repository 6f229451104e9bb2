import { getCompany as readCompany } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { Company } from '../../schemas/contact.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getCompany = operation({
  id: 'companies.get',
  method: 'GET',
  path: '/native/v1/companies/{id}',
  tag: 'Contacts',
  summary: 'A company',
  params: IdParams,
  response: Company,
  async handle({ act, snapshot, params }) {
    const { id, name, domain, createdAt } = await snapshot((tx) => readCompany(tx, act, params.id));
    return { id, name, domain, createdAt };
  },
});
