import { followMailboxes } from '#channels/email/imap/follow-mailboxes.ts';
import type { MailRoom } from '#channels/email/mail-room.ts';
import { createParsePool, type ParsePool } from '#channels/email/parse/create-parse-pool.ts';
import { openMailVerifier, type MailVerifier } from '#channels/email/prove/create-mail-verifier.ts';
import type { StandingWork, WorkContext } from '../standing-work.ts';
import { readTlsFiles, watchTlsFiles } from '../tls-files.ts';

/** Reads all mailboxes and, where `PATCHBAY_SMTP_PORT` is set, listens for mail; both parse in one pool, which is opened at the first mail. */
export const mailIn: StandingWork = {
  name: 'mail in',
  start: async (context) => {
    let pool: ParsePool | null = null;
    const verifier = openMailVerifier();
    const room = roomOf(context, () => (pool ??= createParsePool()), verifier);
    const stopListener = await startListener(context, room);
    const stopMailboxes = followMailboxes(room);
    return async () => {
      await Promise.all([stopListener(), stopMailboxes()]);
      await Promise.all([pool?.close(), verifier.close()]);
    };
  },
};

function roomOf({ database, files, clock, key, config, wake, logger }: WorkContext, pool: () => ParsePool, verifier: MailVerifier): MailRoom {
  return { database, files, clock, key, pool, verifier: () => verifier, wake, outbound: { allow: config.outboundAllow }, services: config.serviceUrls, warn: (text, detail) => logger.warn(detail, text) };
}

/** A listener that cannot start is told of; the mailboxes are read all the same. */
async function startListener({ config: { smtp }, logger }: WorkContext, room: MailRoom): Promise<() => Promise<void>> {
  if (smtp === null) return async () => {};
  try {
    const pair = smtp.tls === null ? null : readTlsFiles(smtp.tls);
    const { startSmtpListener } = await import('#channels/email/smtp/start-smtp-listener.ts'); // only where it is wanted
    const { port, stop, renew } = await startSmtpListener(room, { host: smtp.host, port: smtp.port, relays: smtp.relays, ...(pair && { tls: pair }) });
    logger.info({ host: smtp.host, port, starttls: pair !== null }, 'taking mail by SMTP');
    const watch = smtp.tls && pair && watchTlsFiles(smtp.tls, pair, {
      onRenewed: (next) => { renew(next); logger.info('the certificate of SMTP has changed; new connections get the new one'); },
      onFailure: (error) => logger.error({ err: error }, 'the files of PATCHBAY_SMTP_TLS_CERT and PATCHBAY_SMTP_TLS_KEY cannot be used; the old certificate stays'),
    });
    return async () => {
      watch?.stop();
      await stop();
    };
  } catch (error) {
    logger.error({ err: error, host: smtp.host, port: smtp.port }, 'mail cannot be taken by SMTP: is PATCHBAY_SMTP_PORT free and allowed, and can the TLS files be read?');
    return async () => {};
  }
}
