import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { freePort } from '../outside/free-port.ts';

const binary = '/usr/sbin/dovecot';

/** Why tests with a real IMAP server are left out here, with how to get one; false: they run. */
export const dovecotMissing: string | false = existsSync(binary) && process.getuid?.() === 0 ? false
  : 'needs Dovecot and root: apt-get install -y --no-install-recommends dovecot-imapd';

export interface Dovecot {
  readonly port: number;
  /** TLS from the first byte, where it has a certificate; else 0. `port` offers STARTTLS then and takes no password without. */
  readonly tlsPort: number;
  /** Signs in as a further client; every user has the password `secret` and a mailbox of his own. The caller logs out. */
  client(user: string): Promise<ImapFlow>;
  stop(): Promise<void>;
}

/** Paths of a certificate and its key. */
export interface TlsPaths { readonly certFile: string; readonly keyFile: string }

/** A real IMAP server for one test file: INBOX and Sent (marked as such), everything below one temporary directory. */
export async function startDovecot({ tls }: { tls?: TlsPaths } = {}): Promise<Dovecot> {
  const dir = await mkdtemp(join(tmpdir(), 'dovecot-'));
  await chmod(dir, 0o755);
  await mkdir(join(dir, 'mail'), { mode: 0o777 });
  await chmod(join(dir, 'mail'), 0o777);
  const [port, tlsPort] = [await freePort(), tls ? await freePort() : 0];
  await writeFile(join(dir, 'dovecot.conf'), configuration(dir, port, tlsPort, tls));
  const child = spawn(binary, ['-F', '-c', join(dir, 'dovecot.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => { complaint += chunk.toString(); });
  const ended = new Promise<void>((resolve) => { child.on('close', () => resolve()); });
  const client = async (user: string): Promise<ImapFlow> => {
    const flow = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: tls !== undefined, tls: { rejectUnauthorized: false }, auth: { user, pass: 'secret' }, logger: false, disableAutoIdle: true });
    flow.on('error', () => {});
    await flow.connect();
    return flow;
  };
  for (let tries = 0; ; tries += 1) {
    const greeted = await client('first').then((flow) => flow.logout().then(() => true), () => false);
    if (greeted) break;
    if (tries === 100) throw new Error(`dovecot does not answer: ${complaint}`);
    await sleep(50);
  }
  return {
    port, tlsPort, client,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function configuration(dir: string, port: number, tlsPort: number, tls: TlsPaths | undefined): string {
  return `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
protocols = imap
listen = 127.0.0.1
${tls ? `ssl = yes\nssl_cert = <${tls.certFile}\nssl_key = <${tls.keyFile}\nssl_dh =` : 'ssl = no'}
disable_plaintext_auth = ${tls ? 'yes' : 'no'}
login_trusted_networks =
mail_location = maildir:${dir}/mail/%u
first_valid_uid = 1
mail_fsync = never
mail_max_userip_connections = 50
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${dir}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service stats {
  chroot =
}
service anvil {
  chroot =
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
  mailbox Archive {
    auto = create
  }
}
`;
}
