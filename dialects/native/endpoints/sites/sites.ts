import { changeDoor, changeSite as change, createSite as create, getIdentityKey, getSite as get, type Outside } from '#core/channels/index.ts';
import { setSiteQueue } from '#core/routing/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderSite } from '../../render/site.ts';
import { IdParams } from '../../schemas/shared.ts';
import { IdentityKey, IdentityKeyInput, NewSite, Site, SiteChange } from '../../schemas/sites.ts';

export const createSite = operation({
  id: 'sites.create', method: 'POST', path: '/native/v1/sites', tag: 'Sites', summary: 'A website whose visitors write through the widget: a channel of kind site', status: 201,
  body: NewSite, response: Site,
  handle: ({ act, change: within, body, head }) => within(async (tx) => {
    const { id } = await create(tx, act, { name: body.name, ...(body.settings && { settings: body.settings }) });
    return renderSite(await get(tx, readingBack(act), id), head.base);
  }),
});

export const getSite = operation({
  id: 'sites.get', method: 'GET', path: '/native/v1/sites/{id}', tag: 'Sites', summary: 'A site by its channel: what its widget shows, the script to paste, when it was loaded last',
  params: IdParams, response: Site,
  handle: ({ act, snapshot, params, head }) => snapshot(async (tx) => renderSite(await get(tx, act, params.id), head.base)),
});

export const changeSite = operation({
  id: 'sites.change', method: 'PATCH', path: '/native/v1/sites/{id}', tag: 'Sites', summary: 'What is not named stays. Name and hours change with the channel; 409 for a queue of calls',
  params: IdParams, body: SiteChange, response: Site,
  handle: ({ act, change: within, params: { id }, body: { queueId, isIdentityRequired, ...rest }, head }) => within(async (tx) => {
    await change(tx, act, id, { ...(rest.settings && { settings: rest.settings }), ...(rest.replyChannelId !== undefined && { replyChannelId: rest.replyChannelId }) });
    if (queueId !== undefined) await setSiteQueue(tx, act, id, queueId);
    if (isIdentityRequired !== undefined) await changeDoor(tx, act, id, { isIdentityRequired });
    return renderSite(await get(tx, readingBack(act), id), head.base);
  }),
});

/** A POST, so that it stands in no log of addresses and is not asked by a link; whoever may not write channels is not told. */
export const identityKey = (outside: Outside): Operation => operation({
  id: 'sites.identityKey', method: 'POST', path: '/native/v1/channels/{id}/identity-key', tag: 'Sites', summary: 'The key by which the server of a site or of software proves who its visitors are',
  params: IdParams, body: IdentityKeyInput, response: IdentityKey,
  async handle({ act, change: within, params: { id }, body }) {
    const key = await outside.key();
    return within(async (tx) => {
      if (body.renew) await changeDoor(tx, act, id, { newKey: true });
      return { key: await getIdentityKey(tx, act, key, id) };
    });
  },
});
