import { Type, type Static } from '@sinclair/typebox';
import { Closed, Instant, OneOf } from './shared.ts';

export const MailDirectoryParams = Closed({ protocol: OneOf(['graph', 'gmail', 'ews', 'mimecast']) });

/** Shown at once: whoever is not among them is found by typing more. */
export const directoryPeopleMax = 200;
export const DirectoryPeopleQuery = Type.Object({ search: Type.Optional(Type.String({ maxLength: 100, description: 'How a name or an address begins. Absent: everybody' })) });
export const DirectoryPeople = Closed({ items: Type.Array(Closed({ email: Type.String(), name: Type.String() }), { description: 'The first 200' }), isCut: Type.Boolean({ description: 'There are more' }) });
export type DirectoryPeople = Static<typeof DirectoryPeople>;

/** Nothing secret, by the names that the service's connector reads: graph: tenant, clientId; gmail: clientEmail, admin, or clientId; ews: url, version, and userName or tenant, clientId; mimecast: url, appId, userName. graph, ews with tenant and gmail with clientId: `consent` "person" where each person consents. */
const Settings = Type.Record(Type.String({ pattern: '^[a-zA-Z]{1,40}$' }), Type.String({ minLength: 1, maxLength: 2_000 }), { additionalProperties: false, maxProperties: 20 });

export const MailDirectoryInput = Closed({
  settings: Settings,
  secret: Type.String({ minLength: 1, maxLength: 16_384, description: 'graph: the application\'s client secret; gmail: the service account\'s private key (PEM); ews: the service account\'s password, or the application\'s client secret; mimecast: JSON with appKey, accessKey, secretKey' }),
});

export const MailDirectories = Closed({ items: Type.Array(Closed({ protocol: OneOf(['graph', 'gmail', 'ews', 'mimecast']), settings: Settings, updatedAt: Instant })) });
export type MailDirectories = Static<typeof MailDirectories>;
