import { randomUUID } from 'node:crypto';
import { findContactSource, findDoor, findVisitor, getSite, identityKeyOf, isIdentityProved, isPageAllowed, noteSiteSeen, noteVisitor, type Site } from '#core/channels/index.ts';
import { getContact } from '#core/contacts/index.ts';
import { contactAct, identifyContact, identityNeeded, identityWrong } from '#core/conversations/index.ts';
import { signContactFileLink } from '#core/files/index.ts';
import { notFound, nowText, systemAct } from '#core/kernel/index.ts';
import { findFirstPublicBase } from '#core/knowledge/index.ts';
import { openOperation, type OpenCall, type Operation } from '#http/index.ts';
import { chatState, shownSite } from '../chat-state.ts';
import { Session, SessionInput } from '../schemas.ts';
import { readVisitorToken, signVisitorToken } from '../visitor-token.ts';
import type { WebchatDeps } from '../webchat-deps.ts';
import { brake, knownContact, pageNotAllowed } from '../widget-operation.ts';

/**
 * The widget was loaded. Who came with a token of this site keeps his name, anybody else gets one; a proved identity gives him the name of the contact that has it. Nothing is written for a
 * visitor who has said nothing: only the site remembers that it was seen.
 */
export const openSession = (deps: WebchatDeps): Operation => openOperation({
  id: 'widget.session', method: 'POST', path: '/widget/api/session', tag: 'Widget', summary: 'The widget begins: its site, who the visitor is, and his conversation', forAnyPage: true,
  body: SessionInput, response: Session,
  async handle(call) {
    await brake(call, 'session');
    const { body, database, clock, head } = call;
    const door = await findDoor(database, body.websiteToken);
    if (door?.kind !== 'site') throw notFound('site');
    const { accountId, channelId } = door;
    const now = nowText(clock);
    const reader = systemAct(accountId, now, 'widget');
    const change = <T>(work: Parameters<typeof database.withAccount<T>>[1]) => database.withAccount(accountId, work);
    const site = await change((tx) => getSite(tx, reader, channelId));
    if (!isPageAllowed(site.settings.allowedDomains, head.headers.origin)) throw pageNotAllowed();
    const key = await deps.outside.key();
    const origin = head.headers.origin ?? originOf(body.page.url);
    if (origin !== originOf(head.base)) await change((tx) => noteSiteSeen(tx, reader, channelId, origin)); // our own preview is no site

    const held = body.visitorToken === undefined ? null : readVisitorToken(key, body.visitorToken);
    let sourceId = held?.accountId === accountId && held.channelId === channelId ? held.sourceId : randomUUID();
    let contactId = await knownContact({ change, reader }, { channelId, sourceId });
    const isProved = isProvedBy(body, identityKeyOf(key, { accountId, channelId, version: site.identityVersion }), site);
    if (isProved) {
      if (contactId === null) await brake(call, 'contact');
      const found = await change((tx) => identifyContact(tx, contactAct(accountId, { contactId, now, source: 'widget', address: head.address }), channelId, contactId === null ? null : sourceId, { ...body.identity, isProved }));
      [sourceId, contactId] = [found.sourceId, found.contactId];
    } else if (contactId === null && held !== null && await change((tx) => findContactSource(tx, reader, channelId, sourceId)) !== null) sourceId = randomUUID(); // his contact was deleted: he is nobody again
    const source = { channelId, sourceId };
    const isKnown = contactId !== null;
    if (isKnown) await change((tx) => noteVisitor(tx, reader, source, sightingOf(call)));
    return {
      visitorToken: signVisitorToken(key, { accountId, channelId, sourceId }), isKnown, site: shownSite(site, { hasHelp: await change((tx) => findFirstPublicBase(tx)) !== null }),
      hasEmail: contactId !== null && await change(async (tx) => (await getContact(tx, reader, contactId)).points.some(({ kind }) => kind === 'email') || Boolean((await findVisitor(tx, reader, source))?.claimedEmail)),
      chat: await change((tx) => chatState(tx, reader, source, (attachmentId) => `${head.base}/widget/api/files?key=${signContactFileLink(key, { accountId, channelId, sourceId, attachmentId }, clock.nowMs())}`)),
    };
  },
});

function isProvedBy({ identity }: SessionInput, identityKey: string, site: Site): boolean {
  if (!identity || identity.identifier.trim() === '') return false;
  if (identity.hash !== undefined && identity.hash !== '') {
    if (!isIdentityProved(identityKey, identity.identifier, identity.hash)) throw identityWrong();
    return true;
  }
  if (site.isIdentityRequired) throw identityNeeded();
  return false;
}

function sightingOf({ body, head }: OpenCall<unknown, SessionInput, unknown>) {
  return { pageUrl: body.page.url, pageTitle: body.page.title, referrer: body.page.referrer ?? null, browser: head.headers['user-agent'] ?? null, language: body.language, zone: body.zone ?? null };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
