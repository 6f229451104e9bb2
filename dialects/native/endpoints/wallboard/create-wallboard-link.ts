import { createWallboardLink as create } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { toInstant } from '../../parse/instant.ts';
import { CreatedWallboardLink, NewWallboardLink } from '../../schemas/wallboard.ts';

export const createWallboardLink = operation({
  id: 'wallboard.links.create',
  method: 'POST',
  path: '/native/v1/wallboard/links',
  tag: 'Wallboard',
  summary: 'A link that shows the wallboard to whoever holds it; its secret is shown this once',
  status: 201,
  body: NewWallboardLink,
  response: CreatedWallboardLink,
  async handle({ act, change, body: { name, showsAgents = false, expiresAt }, head }) {
    const link = await change((tx) => create(tx, act, { name, showsAgents, expiresAt: toInstant('expiresAt', expiresAt) }));
    return { ...link, url: `${head.base}/app/shared-wallboard#${link.secret}` };
  },
});
