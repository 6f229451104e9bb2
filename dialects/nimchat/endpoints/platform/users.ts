import { changePlatformUser, createPlatformUser, deletePlatformUser, getPlatformUser, linkPlatformUser } from '#core/platform/index.ts';
import { platformOperation } from '../../platform-operation.ts';
import { renderPlatformUser } from '../../render/platform.ts';
import { PlatformUser, PlatformUserChange, PlatformUserInput, SignInUrl } from '../../schemas/platform.ts';
import { Nothing } from '../../schemas/wire.ts';

const tag = 'Users';

export const platformUsers = [
  platformOperation({
    id: 'users.create', method: 'POST', path: '/users', tag, summary: 'Make a user who is in no account yet', body: PlatformUserInput, response: PlatformUser,
    handle: async ({ database, caller, body: { custom_attributes: attributes, ...input } }) => renderPlatformUser(await createPlatformUser(database, caller, { ...input, attributes })),
  }),
  platformOperation({
    id: 'users.show', method: 'GET', path: '/users/{id}', tag, summary: 'A user of this app', response: PlatformUser,
    handle: async ({ database, caller, params: { id } }) => renderPlatformUser(await getPlatformUser(database, caller, id)),
  }),
  platformOperation({
    id: 'users.update', method: 'PATCH', path: '/users/{id}', tag, summary: 'Change a user', body: PlatformUserChange, response: PlatformUser,
    handle: async ({ database, caller, params: { id }, body: { custom_attributes: attributes, ...input } }) => renderPlatformUser(await changePlatformUser(database, caller, id, { ...input, attributes })),
  }),
  platformOperation({
    id: 'users.delete', method: 'DELETE', path: '/users/{id}', tag, summary: 'Delete a user for good', response: Nothing,
    handle: async ({ database, caller, params: { id } }) => { await deletePlatformUser(database, caller, id); return null; },
  }),
  platformOperation({
    id: 'users.login', method: 'GET', path: '/users/{id}/login', tag, summary: 'A link that signs the user in, once', response: SignInUrl,
    handle: async ({ database, caller, params: { id }, base }) => ({ url: `${base}/sign-in/${await linkPlatformUser(database, caller, id)}` }),
  }),
];
