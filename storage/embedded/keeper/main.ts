import { runKeeper } from './run-keeper.ts';
import type { KeeperOrder } from '../keeper-protocol.ts';

// Started by start-keeper.ts with its order as the only argument.
process.title = 'patchbay-keeper';
await runKeeper(JSON.parse(process.argv[2] ?? '{}') as KeeperOrder);
