import type { Config } from '../config.ts';
import type { WorkContext } from '../standing-work.ts';
import type { DeliverContext } from './deliver.ts';
import { webhookFormats } from './formats.ts';

export function createDeliverContext({ config, database, clock, key }: Pick<WorkContext, 'database' | 'clock' | 'key'> & { readonly config: Config }): DeliverContext {
  return { database, clock, key, formats: webhookFormats, base: config.publicUrl ?? '', allow: config.outboundAllow };
}
