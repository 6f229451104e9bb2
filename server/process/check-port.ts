import { createServer } from 'node:net';
import { CoreError } from '#core/kernel/index.ts';
import { findPortHolder } from './port-holder.ts';

const triesMax = 50;

/** Throws a CoreError that names who holds the port and which is free, or why this machine cannot listen there. */
export async function checkPort(host: string, port: number): Promise<void> {
  const failure = await tryListen(host, port);
  if (failure !== null) throw await explainListenError(failure, host, port);
}

/** Also for the moment between the check and the server's own listening. */
export async function explainListenError(code: string, host: string, port: number): Promise<CoreError> {
  if (code === 'EADDRINUSE') {
    const holder = findPortHolder(port);
    const who = holder === null ? 'another process' : `process ${holder.pid} (${holder.command})`;
    const free = await nextFreePort(host, port);
    const advice = free === null ? 'Set PORT to a free one' : `Port ${free} is free: PORT=${free} ./patchbay serve`;
    return new CoreError('conflict', `Port ${port} on ${host} is held by ${who}. ${advice}.`);
  }
  if (code === 'EACCES') return new CoreError('forbidden', `This user may not listen on port ${port} (ports below 1024 belong to root). Set PORT to a higher one, such as 3000.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new CoreError('invalid', `HOST is ${host}, which is no address of this machine. Use 127.0.0.1 for this machine only, 0.0.0.0 for all networks.`);
  return new CoreError('unavailable', `Cannot listen on ${host} port ${port} (${code}).`);
}

async function nextFreePort(host: string, port: number): Promise<number | null> {
  for (let candidate = port + 1; candidate <= Math.min(port + triesMax, 65_535); candidate += 1) {
    if (await tryListen(host, candidate) === null) return candidate;
  }
  return null;
}

/** Null: it works; else the system's error code. */
function tryListen(host: string, port: number): Promise<string | null> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => settle(null)));
  });
}
