import type { ServiceProtocol } from '#core/channels/index.ts';
import { ews } from './ews/ews.ts';
import { gmail } from './gmail/gmail.ts';
import { graph } from './graph/graph.ts';
import type { MailProvider } from './mail-provider.ts';

/** The mail services that can be read. */
const services: Readonly<Partial<Record<ServiceProtocol, MailProvider>>> = { graph, gmail, ews };

/** Null: this version does not speak it. */
export function mailProviderOf(protocol: ServiceProtocol): MailProvider | null {
  return services[protocol] ?? null;
}
