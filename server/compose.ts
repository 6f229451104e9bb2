import { join } from 'node:path';
import type { Server as SecureServer } from 'node:tls';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { loadSecretKey, type SecretKey } from '#core/accounts/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { createArticleRenderer } from '#core/knowledge/index.ts';
import { canSendAccountMail } from '#channels/email/send/account-mail.ts';
import { sendTestMail } from '#channels/email/send/send-test-mail.ts';
import { createWidgetSockets, widgetDialect } from '#channels/webchat/index.ts';
import { addressBehindProxies, createServer } from '#http/index.ts';
import type { Database } from '#storage/index.ts';
import type { Config } from './config.ts';
import { registerCrmCalls } from './crm/register-crm-calls.ts';
import { createCrmSources } from './crm/crm-sources.ts';
import { createDialects } from './dialects.ts';
import { startFigureColumns } from './figure-columns.ts';
import { createHostNames } from './help-centre/host-names.ts';
import { registerHelpCentre } from './help-centre/register-help-centre.ts';
import { createViewCounter } from './help-centre/view-counter.ts';
import { createHouse } from './house.ts';
import { openCable } from './live/open-cable.ts';
import { openLive } from './live/open-live.ts';
import { registerSocketDescriptions } from './live/register-socket-descriptions.ts';
import { createOutside } from './outside.ts';
import { createSendContext } from './send-context.ts';
import { createDemoJob } from './pages/demo-job.ts';
import { registerPages } from './pages/register-pages.ts';
import { allStandingWork } from './all-standing-work.ts';
import { startStandingWork, type RunningWork } from './start-standing-work.ts';
import { readTlsFiles, watchTlsFiles } from './tls-files.ts';
import { readVersion } from './version.ts';
import { createDeliver } from './webhooks/deliver.ts';
import { createDeliverContext } from './webhooks/deliver-context.ts';
import { holdWebPart } from './web-parts/hold-web-part.ts';
import { registerWebPart } from './web-parts/register-web-part.ts';
import { registerWidgetPart } from './web-parts/register-widget-part.ts';
import { sayNowAndThen } from './say-now-and-then.ts';
import { consolePart, widgetPart } from './web-parts/web-part.ts';

export interface ComposeOptions {
  readonly config: Config;
  readonly database: Database;
  readonly logger: FastifyBaseLogger;
  /** False from the first moment of a shutdown: balancers stop sending before the socket closes. */
  readonly isAccepting: () => boolean;
}

export interface Composed {
  readonly server: FastifyInstance;
  /** Starts what runs beside the requests; the function returned ends it, the work under way finished. */
  readonly startBackground: () => Promise<() => Promise<void>>;
}

/** Puts the parts together: APIs, pages, consumers of the event log. Listens to nothing and starts nothing yet. */
export function compose({ config, database, logger, isAccepting }: ComposeOptions): Composed {
  const { clock, publicUrl, trustedProxies } = config;
  const tls = config.tls === null ? undefined : readTlsFiles(config.tls);
  const filesDir = join(config.dataDir, 'files');
  const files = openFileStore({ dir: filesDir });
  let running: RunningWork | null = null;
  let loadedKey: Promise<SecretKey> | null = null;
  const key = (): Promise<SecretKey> => (loadedKey ??= loadSecretKey({ env: process.env, dataDir: config.dataDir }));
  const sending = createSendContext({ config, database, files, clock, key });
  const outside = createOutside({
    database, files, key, wake: () => running?.wake(), sendTestMail: (act, channelId, to) => sendTestMail(sending, act, channelId, to), outbound: { allow: config.outboundAllow }, services: config.serviceUrls, applications: config.mailApplications,
    deliver: createDeliver(createDeliverContext({ config, database, clock, key })),
    crm: createCrmSources({ hubspotUrl: config.hubspotUrl, outbound: { allow: config.outboundAllow }, nowMs: () => clock.nowMs() }),
    house: createHouse({
      database, files, dataDir: config.dataDir, apis: () => dialects, demo: () => demo,
      canMail: (accountId) => canSendAccountMail(sending, accountId), hasPasswordReset: config.smtpRelay !== null && publicUrl !== undefined,
    }),
  });
  const dialects = createDialects(outside, { ccaiPerSecond: config.ccaiPerSecond });
  const widget = widgetDialect({ outside });
  const sockets = createWidgetSockets({ database, clock, key, addressOf: (request) => addressBehindProxies(request, trustedProxies), onFailure: sayNowAndThen((error) => logger.warn({ err: error }, 'the sockets of visitors fail and will be tried again')) });
  const isHttps = publicUrl?.startsWith('https:') ?? tls !== undefined;
  const live = openLive({ database, clock, publicUrl, isHttps, logger });
  const cable = openCable({ database, clock, outside, publicUrl, isHttps, addressOf: (request) => addressBehindProxies(request, trustedProxies), hub: live.hub, onFailure: live.tellFailure });
  const upgrades = [cable, sockets, live];
  const onFailure = (error: unknown): void => { if (isAccepting()) logger.error({ err: error }, 'the help centre failed beside the requests'); };
  const hostNames = createHostNames({ database, publicUrl, onFailure });
  // Not the one that previews go through: what is being written holds up no reader.
  const siteRenderer = createArticleRenderer();
  const views = createViewCounter({ database, clock, onFailure });
  const server = createServer({
    isUpgrade: (request) => upgrades.some((each) => each.isUpgrade(request)), pathOfHost: (host, url) => hostNames.pathOfHost(host, url), database, clock, dialects: [...dialects, widget], logger, publicUrl, tls, trustedProxies, version: readVersion(),
    readyChecks: { accepting: async () => { if (!isAccepting()) throw new Error('shutting down'); } },
  });
  server.server.on('upgrade', (request, socket, head) => { (upgrades.find((each) => each.isUpgrade(request)) ?? live).handleUpgrade(request, socket, head); });
  server.addHook('preClose', async () => {
    await cable.close(); // it follows the logs through the other
    await live.close();
  });
  server.addHook('preClose', () => sockets.close());
  server.addHook('onClose', () => siteRenderer.close());
  // What a request changed is sequenced and projected at once instead of at the next poll.
  server.addHook('onResponse', async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD' && reply.statusCode < 400) running?.wake();
  });

  const demo = createDemoJob({ database, filesDir, onFailure: (error) => { if (isAccepting()) logger.error({ err: error }, 'loading the demo failed'); }, onDone: () => running?.wake() });
  const heldWidget = holdWebPart(widgetPart, { dataDir: config.dataDir, mayBuild: config.buildsPages, logger });
  const held = holdWebPart(consolePart, { dataDir: config.dataDir, mayBuild: config.buildsPages, logger });
  registerPages(server, {
    database, clock, dialects, publicUrl, dataDir: config.dataDir, env: process.env, demo, mailboxes: outside, consolePath: () => (held.state().kind === 'absent' ? null : held.part.path),
  });
  registerCrmCalls(server, { database, clock, key, publicUrl });
  registerSocketDescriptions(server, { version: readVersion(), publicUrl });
  registerHelpCentre(server, { database, files, clock, key, publicUrl, views, renderArticle: (markdown, filesBase) => siteRenderer.render(markdown, filesBase) });
  registerWebPart(server, held);
  registerWidgetPart(server, heldWidget);

  return {
    server,
    startBackground: async () => {
      running = await startStandingWork({ config, database, files, clock, logger, key }, allStandingWork, { onEvents: () => { live.wake(); sockets.wake(); } });
      void heldWidget.prepare().then(() => held.prepare()); // one after the other: the smaller first, strangers wait for it
      const endHostNames = hostNames.start();
      const endViews = views.start();
      const endColumns = startFigureColumns(database.connection, { memoryMb: config.figuresMemoryMb }, logger);
      const watch = config.tls && tls && watchTlsFiles(config.tls, tls, {
        onRenewed: (pair) => {
          (server.server as unknown as SecureServer).setSecureContext({ ...pair, minVersion: 'TLSv1.2' });
          logger.info('the certificate has changed; new connections get the new one');
        },
        onFailure: (error) => logger.error({ err: error }, 'the files of PATCHBAY_TLS_CERT and PATCHBAY_TLS_KEY cannot be used; the old certificate stays'),
      });
      return async () => {
        watch?.stop();
        endHostNames();
        await endViews();
        await endColumns();
        await heldWidget.stop();
        await held.stop();
        await running!.stop();
        await outside.close();
      };
    },
  };
}
