import pg from 'pg';
import { clientOptions, type Connection } from '../connection.ts';

/** transaction_timeout came with 17; what we test with is 18. */
const versionMin = 170_000;

export interface ConnectionProblem {
  /** For the person who runs the server; never holds the password. */
  readonly text: string;
  /** It may be gone in a moment: the server is starting, or the network is. */
  readonly mayPass: boolean;
}

/** Connects as the owner and looks at the version. Null: it can be used. */
export async function tryConnection(connection: Connection): Promise<ConnectionProblem | null> {
  const client = new pg.Client({ ...clientOptions(connection, 'owner'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    const version = Number(rows[0]?.server_version_num);
    if (version < versionMin) return { text: `it is PostgreSQL ${Math.floor(version / 10_000)}; version 17 or newer is needed, 18 is what is tested.`, mayPass: false };
    return null;
  } catch (error) {
    return explain(error);
  } finally {
    await client.end().catch(() => {});
  }
}

const refused: ConnectionProblem = { text: 'it refuses the user or the password.', mayPass: false };
const unknownHost: ConnectionProblem = { text: 'its host name is not known to this machine.', mayPass: true };

const explanations: Readonly<Record<string, ConnectionProblem>> = {
  '28P01': refused,
  28000: refused,
  '3D000': { text: 'the server is there, but it has no such database. Create it: createdb NAME', mayPass: false },
  '57P03': { text: 'it is starting or stopping.', mayPass: true },
  53300: { text: 'it has no connection left for us (max_connections).', mayPass: true },
  ECONNREFUSED: { text: 'nothing listens there. Is PostgreSQL running, and are host and port right?', mayPass: true },
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ENOENT: { text: 'there is no socket at that path.', mayPass: true },
};

/** What the codes of PostgreSQL and of the socket mean for a person. */
function explain(error: unknown): ConnectionProblem {
  const { code, message } = error as { code?: string; message?: string };
  const known = code === undefined ? undefined : explanations[code];
  if (known) return known;
  return { text: `${message ?? String(error)}${code === undefined ? '' : ` (${code})`}.`, mayPass: true };
}
