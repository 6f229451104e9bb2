import { Type } from '@sinclair/typebox';
import { defaultPerPage } from './log-query.ts';
import { Paginator } from './paginator.ts';
import { AlwaysEmptyList, Closed, Nullable, Strings } from './php.ts';

const OneOf = <const W extends readonly string[]>(words: W, description: string) => Type.Unsafe<W[number]>({ type: 'string', enum: [...words], description });
const Name = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });
const Email = (description: string) => Type.String({ minLength: 1, maxLength: 320, description });
const Message = (description: string) => Type.Optional(Type.String({ maxLength: 2_000, description }));

export const mailboxColumns = ['name', 'email', 'created_at', 'id'] as const;

export const MailboxesQuery = Type.Object({
  sort_by: Type.Optional(OneOf(mailboxColumns, 'The field to sort the mailboxes by; name where not given.')),
  direction: Type.Optional(OneOf(['asc', 'desc'], 'Sort asc or desc; asc where not given.')),
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: defaultPerPage, description: 'The number of mailboxes to show per page.' })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'The page number.' })),
  search: Type.Optional(Type.String({ maxLength: 320, description: 'Text in the name or an address.' })),
  product_type: Type.Optional(OneOf(['success', 'ignite'], 'Optional product type filter. Every mailbox here is "success".')),
});

/** `leave_days`, `work_days`, `business_hours`, `user_permissions`: the document shows them empty only. */
export const MailboxRow = Closed({
  id: Type.Integer(),
  company_id: Type.Integer(),
  company_name: Type.String(),
  name: Type.String(),
  email: Type.String(),
  main_type: Type.String(),
  active: Type.Boolean(),
  created_at: Type.String(),
  email_usernames: Strings,
  time_zone: Closed({ id: Type.Integer(), php_timezone: Type.String(), friendly_name: Type.String() }),
  newest_message_date: Nullable(Type.String()),
  ingestion_started_date: Nullable(Type.String()),
  ingestion_completed_date: Nullable(Type.String()),
  ingestion_duration: Nullable(Type.String()),
  ingestion_duration_seconds: Nullable(Type.Integer()),
  user_permissions: AlwaysEmptyList,
  search_string: Type.String(),
  leave_days: AlwaysEmptyList,
  work_days: AlwaysEmptyList,
  business_hours: AlwaysEmptyList,
  product_type: Type.String(),
  is_user: Type.Boolean(),
  last_used_addon: Nullable(Type.String()),
  optimiser_installed: Type.Boolean(),
});
export const MailboxPage = Paginator(MailboxRow);

export const InviteBody = Type.Object({
  name: Name('The name of the Mailbox user.'),
  type: Type.Unsafe<1 | 2 | 3 | 4 | 5>({ type: 'integer', enum: [1, 2, 3, 4, 5], description: 'The type of Mailbox (1 = Gmail, 2 = O365, 4 = MS Exchange, 5 = Mimecast; here also 3 = IMAP).' }),
  email: Email('The email address of the Mailbox.'),
  message: Message('A personalised message to send to the mailbox during invitation.'),
});
export const Invited = Closed({ success: Type.Boolean(), authURL: Type.String(), id: Type.Integer() });

export const ItHelpBody = Type.Object({
  name: Name('The name of your friendly IT person.'),
  email: Email('The email of your friendly IT person.'),
  message: Message('An optional message to give to your IT person.'),
});

export const ImapBody = Type.Object({
  host: Type.String({ minLength: 1, maxLength: 253, description: 'The IMAP Host.' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535, description: 'The IMAP port.' }),
  encryption: OneOf(['ssl', 'tls', 'starttls', 'none'], 'The IMAP encryption type. ssl: from the first byte; starttls: before signing in; tls: the one that the port is for (STARTTLS on 143); none: in the clear.'),
  username: Type.String({ minLength: 1, maxLength: 320, description: 'The IMAP username.' }),
  password: Type.String({ minLength: 1, maxLength: 4_096, description: 'The IMAP password.' }),
});

export const UpdateBody = Type.Object({
  name: Name('The name of the mailbox.'),
  timeZone: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'The ID of the TimeZone for the mailbox.' }),
  aliases: Type.Optional(Type.Array(Type.String({ maxLength: 320 }), { maxItems: 100, description: 'All email aliases of the mailbox; where not given they stay.' })),
});

export const SearchAllQuery = Type.Object({ search: Type.Optional(Type.String({ maxLength: 320, description: 'Beginning of a name or address; where not given all are listed.' })) });

/** A mailbox that is connected (`id`), or a person of the company's mail service who has none here yet (`id` null). */
export const FoundMailbox = Closed({ id: Nullable(Type.Integer()), name: Type.String(), email: Type.String(), type: Type.String() });
export const FoundMailboxes = Type.Array(FoundMailbox);

export const Status = Closed({ status: Type.String() });
