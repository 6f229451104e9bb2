import type { ServiceDoor } from '#channels/email/providers/service-door.ts';
import type { SettingReader } from './setting-reader.ts';

export type MailApplications = NonNullable<ServiceDoor['applications']>;

const [idName, keyName] = ['PATCHBAY_MIMECAST_APP_ID', 'PATCHBAY_MIMECAST_APP_KEY'];

/** As what this installation is known to mail services that a person signs in to by name and password. */
export function readMailApplications(settings: SettingReader): MailApplications {
  const [id, key] = [settings.text(idName), settings.text(keyName)];
  if (id === '' && key === '') return {};
  if (id === '' || key === '') settings.problem(id === '' ? idName : keyName, `is missing: ${idName} and ${keyName} go together`, '8f1c0e5a-1b2c-4d3e-9f00-0123456789ab');
  return { mimecast: { id, key } };
}
