import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface FakeMail {
  readonly uid: number;
  readonly raw: Uint8Array;
  /** What the server says of its size; default: the truth. */
  readonly says?: number;
  readonly internalDate?: string;
}

/** What happens to a command: the connection is dropped before the answer, nothing is ever answered, or the text is the answer. */
export type Fault = 'drop' | 'hang' | { readonly answer: string };

export interface FakeImap {
  readonly port: number;
  /** Of INBOX, by UID. May be changed while it runs. */
  mails: FakeMail[];
  uidValidity: number;
  /** Every command that came, without its tag. */
  readonly commands: string[];
  /** UIDs in the order in which their bytes were given. */
  readonly given: number[];
  /** Looked at before each command is answered. */
  fault: (command: string) => Fault | undefined;
  /** Instead of the truth for the bytes of a mail: a literal as it goes over the wire, `NIL`, or nothing of it. */
  body: (mail: FakeMail) => string | Uint8Array | undefined;
  /** Tells idling clients that there are so many mails. */
  announce(): void;
  stop(): Promise<void>;
}

/** A small IMAP server over a raw socket that can be told to misbehave. One folder, INBOX; any LOGIN; XOAUTH2 where `oauth` gives a token. */
export async function startFakeImap({ oauthToken = null }: { oauthToken?: string | null } = {}): Promise<FakeImap> {
  const sockets = new Set<Socket>();
  const idling = new Map<Socket, string>();
  const fake: Omit<FakeImap, 'port' | 'stop' | 'announce'> = { mails: [], uidValidity: 1, commands: [], given: [], fault: () => undefined, body: () => undefined };

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => { sockets.delete(socket); idling.delete(socket); });
    socket.on('error', () => {});
    socket.write('* OK fake\r\n');
    let pending = '';
    socket.on('data', (chunk: Buffer) => {
      pending += chunk.toString('latin1');
      for (let end = pending.indexOf('\r\n'); end !== -1; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        answer(socket, line);
      }
    });
  };

  const answer = (socket: Socket, line: string): void => {
    const idleTag = idling.get(socket);
    if (idleTag !== undefined && /^done$/i.test(line)) {
      idling.delete(socket);
      return void socket.write(`${idleTag} OK idle over\r\n`);
    }
    const [, tag = '*', command = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    fake.commands.push(command);
    const fault = fake.fault(command);
    if (fault === 'drop') return void socket.destroy();
    if (fault === 'hang') return;
    if (fault) return void socket.write(fault.answer.replaceAll('TAG', tag));
    const ok = (text = 'done'): void => { socket.write(`${tag} OK ${text}\r\n`); };
    const name = /^(?:UID )?\S+/i.exec(command)![0].toUpperCase();
    switch (name) {
      case 'CAPABILITY': socket.write(`* CAPABILITY IMAP4rev1 IDLE${oauthToken === null ? '' : ' AUTH=XOAUTH2 SASL-IR'}\r\n`); return ok();
      case 'AUTHENTICATE': return Buffer.from(command.split(' ')[2] ?? '', 'base64').toString().includes(`auth=Bearer ${oauthToken}\u0001`) ? ok() : void socket.write(`${tag} NO [AUTHENTICATIONFAILED] no\r\n`);
      case 'LIST': case 'LSUB': case 'XLIST':
        if (!/^\S+ "" ""$/.test(command)) socket.write(`* ${name} (\\HasNoChildren) "/" "INBOX"\r\n`);
        else socket.write(`* ${name} (\\Noselect) "/" ""\r\n`);
        return ok();
      case 'SELECT': case 'EXAMINE': {
        const next = (fake.mails.at(-1)?.uid ?? 0) + 1;
        socket.write(`* FLAGS (\\Seen)\r\n* ${fake.mails.length} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY ${fake.uidValidity}] ok\r\n* OK [UIDNEXT ${next}] ok\r\n`);
        return ok('[READ-ONLY] selected');
      }
      case 'UID SEARCH':
        socket.write(`* SEARCH ${fake.mails.filter(inSet(/UID (\S+)$/i.exec(command)?.[1] ?? '1:*')).map(({ uid }) => uid).join(' ')}\r\n`);
        return ok();
      case 'UID FETCH': case 'FETCH':
        fetchMails(socket, command);
        return ok();
      case 'IDLE':
        idling.set(socket, tag);
        return void socket.write('+ idling\r\n');
      case 'LOGOUT':
        socket.write('* BYE\r\n');
        ok();
        return void socket.end();
      default: return ok();
    }
  };

  const fetchMails = (socket: Socket, command: string): void => {
    const [, set = '', items = ''] = /FETCH (\S+) (.*)$/i.exec(command) ?? [];
    for (const mail of fake.mails.filter(inSet(set))) {
      const head = `* ${fake.mails.indexOf(mail) + 1} FETCH (UID ${mail.uid}`;
      const partial = /BODY(?:\.PEEK)?\[\](?:<0\.(\d+)>)?/i.exec(items);
      if (!partial) {
        const facts = /RFC822\.SIZE/i.test(items) ? ` RFC822.SIZE ${mail.says ?? mail.raw.byteLength} INTERNALDATE "${mail.internalDate ?? '06-May-2024 08:00:00 +0000'}" FLAGS ()` : '';
        socket.write(`${head}${facts})\r\n`);
        continue;
      }
      fake.given.push(mail.uid);
      const told = fake.body(mail);
      if (typeof told === 'string') {
        socket.write(`${head} BODY[]<0> ${told})\r\n`);
        continue;
      }
      const bytes = (told ?? mail.raw).subarray(0, Number(partial[1] ?? Infinity));
      socket.write(Buffer.concat([Buffer.from(`${head} BODY[]<0> {${bytes.byteLength}}\r\n`), bytes, Buffer.from(')\r\n')]));
    }
  };

  const server = createServer(serve);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return Object.assign(fake, {
    port: (server.address() as AddressInfo).port,
    announce: () => { for (const socket of idling.keys()) socket.write(`* ${fake.mails.length} EXISTS\r\n`); },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  });
}

function inSet(set: string): (mail: FakeMail) => boolean {
  const ranges = set.split(',').map((part) => {
    const [from = 0, to = from] = part.split(':').map((end) => (end === '*' ? Infinity : Number(end)));
    return [from, to] as const;
  });
  return ({ uid }) => ranges.some(([from, to]) => uid >= from && uid <= to);
}
