export { openDatabase, type Database, type Tx, type TransactionOptions } from './database.ts';
export { sql, allOf, anyOf, compileSql, hot, type Sql } from './sql.ts';
export { clientOptions, type Connection, type ConnectAs } from './connection.ts';
export { migrate } from './migrate.ts';
export { globalTables } from './global-tables.ts';
export { crashPoint } from './crash-point.ts';
export { openWakeChannel, type WakeChannel } from './open-wake-channel.ts';
