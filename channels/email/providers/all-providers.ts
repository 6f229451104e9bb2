import type { ServiceProtocol } from '#core/channels/index.ts';
import { ews } from './ews/ews.ts';
import { gmail } from './gmail/gmail.ts';
import { graph } from './graph/graph.ts';
import type { MailProvider } from './mail-provider.ts';
import { mimecast } from './mimecast/mimecast.ts';

/** The mail services that can be read. */
const services: Readonly<Record<ServiceProtocol, MailProvider>> = { graph, gmail, ews, mimecast };

export function mailProviderOf(protocol: ServiceProtocol): MailProvider {
  return services[protocol];
}
