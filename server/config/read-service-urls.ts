import { serviceUrls, type ServiceUrls } from '#channels/email/providers/service-urls.ts';
import { parsePublicUrl } from './parse-public-url.ts';
import type { SettingReader } from './setting-reader.ts';

/** Where the interfaces of mail services are: for everybody where nothing is set. */
export function readServiceUrls(settings: SettingReader): ServiceUrls {
  const url = (name: string, fallback: string): string => settings.value(name, { fallback, parse: parsePublicUrl, example: fallback });
  return {
    graph: url('PATCHBAY_GRAPH_URL', serviceUrls.graph),
    entra: url('PATCHBAY_ENTRA_URL', serviceUrls.entra),
    gmail: url('PATCHBAY_GMAIL_URL', serviceUrls.gmail),
    googleAuth: url('PATCHBAY_GOOGLE_AUTH_URL', serviceUrls.googleAuth),
    googleToken: url('PATCHBAY_GOOGLE_TOKEN_URL', serviceUrls.googleToken),
    googleDirectory: url('PATCHBAY_GOOGLE_DIRECTORY_URL', serviceUrls.googleDirectory),
    ews: url('PATCHBAY_EWS_URL', serviceUrls.ews),
    mimecast: url('PATCHBAY_MIMECAST_URL', serviceUrls.mimecast),
  };
}
