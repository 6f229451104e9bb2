import { connect } from 'node:net';

/** A raw SMTP conversation: sends what it is told and gives the replies. */
export interface SmtpTalk {
  /** Sends a line (CR LF is added) and gives the code of the reply. */
  say(line: string): Promise<number>;
  /** Sends bytes as they are and gives the code of the next reply. */
  send(bytes: string | Uint8Array): Promise<number>;
  /** Sends without waiting. */
  write(bytes: string | Uint8Array): void;
  /** The whole last reply. */
  last(): string;
  close(): void;
}

export async function talkSmtp(port: number): Promise<SmtpTalk> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  let last = '';
  let isOver = false;
  let look: () => void = () => {};
  socket.on('data', (chunk: Buffer) => { received += chunk.toString('latin1'); look(); });
  socket.on('error', () => {});
  socket.on('close', () => { isOver = true; look(); });
  const reply = (): Promise<number> => new Promise((resolve) => {
    look = () => {
      const whole = /^(?:\d{3}-[^\n]*\n)*(\d{3}) [^\n]*\n/.exec(received);
      if (!whole && !isOver) return;
      look = () => {};
      last = whole?.[0] ?? '';
      received = received.slice(last.length);
      resolve(whole ? Number(whole[1]) : 0);
    };
    look();
  });
  await reply();
  return {
    say: (line) => { socket.write(`${line}\r\n`); return reply(); },
    send: (bytes) => { socket.write(bytes); return reply(); },
    write: (bytes) => { socket.write(bytes); },
    last: () => last,
    close: () => { socket.destroy(); },
  };
}

/** MAIL, RCPT for each, DATA, the mail. Gives the last code: of the mail, or of what was refused before. */
export async function handOver(talk: SmtpTalk, { from = 'bo@home.test', to, mail }: { from?: string; to: readonly string[]; mail: Uint8Array }): Promise<number> {
  const asked = await talk.say(`MAIL FROM:<${from}>`);
  if (asked !== 250) return asked;
  for (const address of to) {
    const code = await talk.say(`RCPT TO:<${address}>`);
    if (code !== 250) return code;
  }
  const ready = await talk.say('DATA');
  if (ready !== 354) return ready;
  const stuffed = Buffer.from(Buffer.from(mail).toString('latin1').replaceAll(/^\./gm, '..'), 'latin1');
  return talk.send(Buffer.concat([stuffed, Buffer.from(stuffed.subarray(-2).toString() === '\r\n' ? '.\r\n' : '\r\n.\r\n')]));
}
