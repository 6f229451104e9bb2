import { Type } from '@sinclair/typebox';
import { getAccount } from '#core/accounts/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { Record } from '../../schemas/wire.ts';

/** Not in the document: a known client asks for it to see whether its credentials are good (singer-io/tap-ujet, client.py). */
export const showOrganization = ccaiOperation({
  id: 'settings.organization', path: '/settings/organization', tag: 'Settings', summary: 'Whose credentials these are (not in the document; clients check their access by it)',
  response: Record({ name: Type.String(), subdomain: Type.String() }),
  handle: async ({ database, principal }) => {
    const account = (await getAccount(database, principal.accountId))!;
    return { name: account.name, subdomain: account.slug };
  },
});
