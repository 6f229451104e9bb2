import type { Channel, ConnectionInput } from '#dialects/native/schemas/channels.ts';

/** A mail server as it stands in the form: the port is text until it is sent. */
export interface ServerForm {
  readonly host: string;
  readonly port: string;
  readonly security: ConnectionInput['security'];
  readonly userName: string;
}

const usualPorts = { imap: '993', smtp: '465' } as const;

export function emptyServer(kind: 'imap' | 'smtp', channel: Channel | null): ServerForm {
  const held = channel?.connections.find((one) => one.kind === kind);
  if (held) return { host: held.host, port: String(held.port), security: held.security, userName: held.userName };
  return { host: '', port: usualPorts[kind], security: 'tls', userName: channel?.address ?? '' };
}

export function toConnection({ host, port, security, userName }: ServerForm): Omit<ConnectionInput, 'secret' | 'options'> {
  return { host: host.trim(), port: Number(port), security, auth: userName === '' ? 'none' : 'password', userName };
}
