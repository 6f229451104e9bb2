import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { handOver, talkSmtp, type SmtpTalk } from '../outside/smtp-talk.ts';
import { plainMail } from '../people/plain-mail.ts';

export interface LoadTarget {
  /** `http://127.0.0.1:40123` */
  readonly address: () => string;
  readonly smtpPort: number;
  /** Of the native API, one for each lane of requests: limits count by person. */
  readonly tokens: readonly string[];
  readonly channelId: number;
  /** Where mails by SMTP go. */
  readonly mailTo: string;
  /** Bytes attached to every mail by SMTP. */
  readonly attachmentBytes?: number;
  /** Characters of the text of every write, of a kind that no compression makes less. */
  readonly textCharacters?: number;
}

export type Way = 'read' | 'write' | 'smtp';

export interface LoadAnswer {
  readonly way: Way;
  /** HTTP status or SMTP code; 0: the connection ended without an answer. */
  readonly code: number;
  readonly askedAt: number;
  readonly answeredAt: number;
  /** HTTP only: the Retry-After of a 503. */
  readonly retryAfter: string | undefined;
  readonly body: string;
}

export interface MixedLoad {
  /** Requests and mails under way at a time. */
  readonly lanes: number;
  readonly answers: readonly LoadAnswer[];
  /** What was acknowledged: ids of mails by SMTP, subjects of mails written through the API. */
  readonly acknowledged: { readonly smtp: Set<string>; readonly write: Set<string> };
  /** Resolves when each way has had so many more good answers. */
  untilGood(count?: number): Promise<void>;
  /** Resolves when each of these ways (default: all) has been refused once more. */
  untilRefused(ways?: readonly Way[]): Promise<void>;
  stop(): Promise<void>;
}

const pauseMs = 25;

/** Reads and writes over HTTP and mails over SMTP, side by side, each again until it is acknowledged. Writes carry a key, mails an id, so that a repeat is none. */
export function startMixedLoad(target: LoadTarget): MixedLoad {
  const answers: LoadAnswer[] = [];
  const acknowledged = { smtp: new Set<string>(), write: new Set<string>() };
  let isStopping = false;
  const note = (answer: LoadAnswer): number => { answers.push(answer); return answer.code; };

  async function untilTaken(work: () => Promise<number>, isGood: (code: number) => boolean): Promise<boolean> {
    while (!isGood(await work())) {
      if (isStopping) return false;
      await sleep(pauseMs);
    }
    return true;
  }

  async function reading(token: string): Promise<void> {
    while (!isStopping) {
      note(await ask('read', target.address(), token, 'GET', '/native/v1/conversations?limit=5'));
      await sleep(pauseMs * 2);
    }
  }

  async function writing(token: string, lane: number): Promise<void> {
    for (let at = 0; !isStopping; at += 1) {
      const subject = `write-${lane}-${at}`;
      const body = { channelId: target.channelId, to: [{ address: 'bo@home.test' }], subject, text: target.textCharacters === undefined ? 'Good day.' : randomBytes(target.textCharacters / 2).toString('hex'), clientKey: `key-${subject}` };
      if (await untilTaken(async () => note(await ask('write', target.address(), token, 'POST', '/native/v1/conversations', body)), (code) => code === 201)) acknowledged.write.add(subject);
      await sleep(pauseMs * 2);
    }
  }

  async function mailing(lane: number): Promise<void> {
    let talk: SmtpTalk | null = null;
    for (let at = 0; !isStopping; at += 1) {
      const id = `smtp-${lane}-${at}@home.test`;
      const mail = plainMail({ subject: id, id, from: `Bo <bo${at % 7}@home.test>`, ...(target.attachmentBytes === undefined ? {} : { attachmentBytes: target.attachmentBytes }) });
      const isTaken = await untilTaken(async () => {
        const askedAt = performance.now();
        if (talk === null) {
          talk = await talkSmtp(target.smtpPort);
          await talk.say('EHLO home.test');
        } else await talk.say('RSET');
        const code: number = await handOver(talk, { to: [target.mailTo], mail });
        const body = talk.last();
        if (code === 0) {
          talk.close();
          talk = null;
        }
        return note({ way: 'smtp', code, askedAt, answeredAt: performance.now(), retryAfter: undefined, body });
      }, (code) => code === 250);
      if (isTaken) acknowledged.smtp.add(id);
      await sleep(pauseMs);
    }
    (talk as SmtpTalk | null)?.close();
  }

  const lanes = [...target.tokens.flatMap((token, lane) => [reading(token), writing(token, lane)]), mailing(0), mailing(1)];
  const running = Promise.all(lanes);
  const ways: readonly Way[] = ['read', 'write', 'smtp'];
  const untilEach = async (count: number, isWanted: (code: number) => boolean, wanted: readonly Way[] = ways): Promise<void> => {
    const from = answers.length;
    const begun = performance.now();
    const since = (way: Way): number => answers.slice(from).filter((answer) => answer.way === way && answer.askedAt >= begun && isWanted(answer.code)).length;
    while (!wanted.every((way) => since(way) >= count)) await sleep(10);
  };
  return {
    lanes: lanes.length, answers, acknowledged,
    untilGood: (count = 3) => untilEach(count, (code) => code === 200 || code === 201 || code === 250),
    untilRefused: (wanted) => untilEach(1, (code) => code === 503 || code === 451 || code === 452 || code === 0 || code >= 500, wanted),
    stop: async () => {
      isStopping = true;
      await running;
    },
  };
}

function ask(way: Way, address: string, token: string, method: string, path: string, body?: unknown): Promise<LoadAnswer> {
  const askedAt = performance.now();
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve) => {
    const done = (code: number, answer: string, retryAfter?: string): void => { resolve({ way, code, askedAt, answeredAt: performance.now(), retryAfter, body: answer }); };
    const sent = request(`${address}${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }) } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', () => done(0, ''));
      answer.on('end', () => done(answer.statusCode ?? 0, Buffer.concat(chunks).toString('utf8').slice(0, 2_000), answer.headers['retry-after']));
    });
    sent.on('error', (error) => done(0, error.message));
    sent.end(text);
  });
}
