import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SecretKey } from '#core/accounts/index.ts';
import { forgetCrmContacts, openCrmCaller } from '#core/crm/index.ts';
import { CoreError, nowText, systemAct, type Clock } from '#core/kernel/index.ts';
import { isDatabaseAway } from '#http/errors/is-database-away.ts';
import type { Database } from '#storage/index.ts';
import { isRecentCall, isSignedByHubspot, readHubspotCall } from './hubspot/read-hubspot-call.ts';

export interface CrmCallsOptions { readonly database: Database; readonly clock: Clock; readonly key: () => Promise<SecretKey>; /** What the system was told to call; a call's own words about its address are not believed. */ readonly publicUrl: string | undefined }

/**
 * Where a connected system tells by itself that contacts are gone: POST /crm/calls/{account}/{connection}, signed by the secret that is set for the connection. Whoever signs otherwise learns nothing, not
 * even whether there is such a connection. 204: it is done, or was. Everything else may be sent again.
 */
export function registerCrmCalls(server: FastifyInstance, { database, clock, key, publicUrl }: CrmCallsOptions): void {
  void server.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      const isAway = isDatabaseAway(error) || (error instanceof CoreError && error.code === 'unavailable');
      const status = (error as { statusCode?: number }).statusCode ?? 500;
      if (!isAway && status >= 500) request.log.error({ err: error, url: request.url }, 'a call of a customer management system failed');
      return isAway ? later(reply, 'The server cannot look into it now.') : refuse(reply, status, status < 500 ? 'bad-request' : 'internal', status < 500 ? 'The body cannot be read.' : 'Something went wrong here.');
    });
    scope.post('/crm/calls/:account/:connection', { config: { takesBytes: true }, bodyLimit: 1024 * 1024 }, async (request, reply) => {
      if (publicUrl === undefined) return refuse(reply, 503, 'no-public-url', 'The server does not know its own address: PATCHBAY_PUBLIC_URL is not set.');
      const { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp } = request.headers;
      if (!isRecentCall(timestamp, clock.nowMs())) return refuse(reply, 401, 'not-recent', 'X-HubSpot-Request-Timestamp must be a time in milliseconds, within five minutes.');
      const { account, connection } = request.params as { account: string; connection: string };
      const [accountId, connectionId] = [idOf(account), idOf(connection)];
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const act = systemAct(accountId, nowText(clock), 'crm');
      const secretKey = await key();
      const caller = accountId === 0 || connectionId === 0 ? null : await database.withAccount(accountId, (tx) => openCrmCaller(tx, act, secretKey, connectionId), { readOnly: true });
      if (caller?.kind !== 'hubspot' || !isSignedByHubspot(caller.secret, { method: 'POST', uri: `${publicUrl}${request.raw.url ?? ''}`, body, timestamp, signature })) {
        return refuse(reply, 401, 'bad-signature', 'X-HubSpot-Signature-v3 is not by the secret that is set for this connection, or none is set.');
      }
      if (caller.account === null) return later(reply, 'The connection was not read yet, or its token may not see which HubSpot account it is of.');
      const gone = readHubspotCall(body, caller.account);
      if (gone === null) return refuse(reply, 400, 'bad-request', 'The body is no list of events of HubSpot.');
      await database.withAccount(accountId, (tx) => forgetCrmContacts(tx, act, connectionId, gone));
      return reply.code(204).send();
    });
  });
}

/** 0: it is no id. */
const idOf = (text: string): number => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0);

function refuse(reply: FastifyReply, status: number, code: string, detail: string): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').send({ code, detail });
}

function later(reply: FastifyReply, detail: string): FastifyReply {
  return refuse(reply.header('retry-after', '60'), 503, 'unavailable', detail);
}
