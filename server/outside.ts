import type { SecretKey } from '#core/accounts/index.ts';
import type { House, Outside } from '#core/channels/index.ts';
import type { FileStore } from '#core/files/index.ts';
import { createArticleRenderer, type ArticleRenderer, type RenderedArticle } from '#core/knowledge/index.ts';
import { cleanHtml } from '#channels/email/clean-html.ts';
import { checkSendingDomain } from '#channels/email/connect/check-sending-domain.ts';
import { discoverServers } from '#channels/email/connect/discover-servers.ts';
import { testConnection } from '#channels/email/connect/test-connection.ts';
import { beginConsent, finishConsent } from '#channels/email/providers/consent.ts';
import { findMailUsers, signInMailService, testMailService, type ServiceDoor } from '#channels/email/providers/service-door.ts';
import { serviceUrls, type ServiceUrls } from '#channels/email/providers/service-urls.ts';
import { createParsePool, type ParsePool } from '#channels/email/parse/create-parse-pool.ts';
import { oauthKeeper } from '#channels/email/imap/oauth-keeper.ts';
import { CoreError } from '#core/kernel/index.ts';
import { guardedFetch, type OutboundRules } from '#http/outbound/index.ts';
import type { Database } from '#storage/index.ts';
import { checkTarget } from './webhooks/check-target.ts';
import type { Deliver } from './webhooks/deliver.ts';

export interface OutsideOptions {
  readonly database: Database;
  readonly files: FileStore;
  readonly key: () => Promise<SecretKey>;
  readonly wake: () => void;
  readonly house: House;
  readonly outbound: OutboundRules;
  readonly services?: ServiceUrls;
  readonly applications?: ServiceDoor['applications'];
  readonly sendTestMail: Outside['sendTestMail'];
  readonly deliver: Deliver;
  readonly crm: Outside['crm'];
}

export type ServerOutside = Omit<Outside, 'renderArticle'> & { renderArticle(markdown: string, filesBase: string): Promise<RenderedArticle>; close(): Promise<void> };

/** The world outside the database as core and the APIs see it. Opens what it needs at the first call; `close` ends that. */
export function createOutside({ database, files, key, wake, house, outbound, services, applications, sendTestMail, deliver, crm }: OutsideOptions): ServerOutside {
  let pool: ParsePool | null = null;
  let renderer: ArticleRenderer | null = null;
  const serviceDoor = { database, key, outbound, ...(services && { services }), ...(applications && { applications }) };
  return {
    files, key, wake, house, sendTestMail, crm,
    cleanHtml: (html) => {
      pool ??= createParsePool({ threads: 1 });
      return cleanHtml(pool, html);
    },
    renderArticle: (markdown, filesBase) => {
      renderer ??= createArticleRenderer();
      return renderer.render(markdown, filesBase);
    },
    testConnection: (kind, input, stored) => testConnection(kind, stored ? { ...input, keeper: oauthKeeper({ database, key }, stored.act, stored.channelId, kind) } : input, outbound),
    exchangeUrl: (services ?? serviceUrls).ews,
    findMailUsers: (act, protocol, search) => findMailUsers(serviceDoor, act, protocol, search),
    signInMailService: (act, protocol, person) => signInMailService(serviceDoor, act, protocol, person),
    beginConsent: (act, protocol, consent) => beginConsent(serviceDoor, act, protocol, consent),
    finishConsent: (act, protocol, consent) => finishConsent(serviceDoor, act, protocol, consent),
    testMailService: (act, access) => testMailService(serviceDoor, act, access),
    discoverServers: (address) => discoverServers(address, { outbound }),
    checkSendingDomain: (address) => checkSendingDomain(address),
    checkTarget: (field, url) => checkTarget(field, url, outbound),
    deliverWebhook: (act, deliveryId) => deliver(act.accountId, deliveryId, { isUrgent: true }),
    callOut: async (url, { headers, body, timeoutMs }) => {
      const { status, body: answer } = await guardedFetch(url, outbound, { method: 'POST', headers, body, timeoutMs }).catch((error: unknown): never => {
        throw new CoreError('unavailable', 'The program that was asked gave no answer.', { key: 'call-no-answer', cause: error });
      });
      if (status < 200 || status >= 300) throw new CoreError('unavailable', `The program that was asked answered ${status}.`, { key: 'call-refused', values: { status } });
      return { status, body: answer };
    },
    close: async () => { await Promise.all([pool?.close(), renderer?.close()]); },
  };
}
