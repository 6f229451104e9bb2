import pg from 'pg';
import { clientOptions, type Connection } from '../connection.ts';

/** Text of every value must be the same here and there: what a server may set otherwise is fixed. */
const exactText = `SET datestyle = 'ISO, YMD'; SET intervalstyle = 'iso_8601'; SET bytea_output = 'hex'; SET extra_float_digits = 3; SET timezone = 'UTC'; SET lock_timeout = '60s'`;

/** A connection of the schema's owner, who is a member of the definer role and so sees the rows of all accounts. */
export async function withOwner<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(clientOptions(connection, 'owner'));
  client.on('error', () => {}); // the statement that runs is told as well
  await client.connect();
  try {
    await client.query(exactText);
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
