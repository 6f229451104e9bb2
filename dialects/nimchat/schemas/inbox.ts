import { FileField } from '#http/index.ts';
import { Type } from '@sinclair/typebox';
import { Closed, Nullable, OneOf, Text } from './wire.ts';

export const Inbox = Closed({
  id: Type.Integer(),
  name: Type.String(),
  website_url: Nullable(Type.String()),
  channel_type: Type.String({ description: 'Channel::WebWidget, Channel::Email, Channel::Api.' }),
  avatar_url: Nullable(Type.String()),
  widget_color: Nullable(Type.String()),
  website_token: Nullable(Type.String()),
  enable_auto_assignment: Type.Boolean(),
  web_widget_script: Nullable(Type.String()),
  welcome_title: Nullable(Type.String()),
  welcome_tagline: Nullable(Type.String()),
  greeting_enabled: Type.Boolean(),
  greeting_message: Nullable(Type.String()),
});

const Port = Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 }));
const Flag = Type.Optional(Type.Boolean());
const Line = (description: string) => Type.Optional(Text(320, description));

const mailbox = {
  imap_enabled: Flag, imap_address: Line('Host of the IMAP server.'), imap_port: Port, imap_login: Line('User name there.'), imap_password: Type.Optional(Text(4_096, 'Kept sealed, never shown.')), imap_enable_ssl: Flag,
  smtp_enabled: Flag, smtp_address: Line('Host of the SMTP server.'), smtp_port: Port, smtp_login: Line('User name there.'), smtp_password: Type.Optional(Text(4_096, 'Kept sealed, never shown.')),
  smtp_enable_ssl_tls: Flag, smtp_enable_starttls_auto: Flag,
};
const website = {
  website_url: Line('Address of the site.'), welcome_title: Line('First words of the widget; empty: its own, in the visitor\'s language.'), welcome_tagline: Type.Optional(Text(500, 'Below the title.')),
  agent_away_message: Type.Optional(Text(2_000, 'Said while nobody is there.')), widget_color: Line('#rrggbb.'),
};
const webhook = { webhook_url: Type.Optional(Text(2_000, 'Where software is told what happens in the inbox.')) };

const settings = {
  enable_auto_assignment: Flag,
  greeting_enabled: Flag,
  greeting_message: Type.Optional(Nullable(Text(10_000, 'Kept and shown.'))),
  avatar: Type.Optional(FileField('Refused: images cannot be shown yet.')),
};

export const InboxInput = Type.Object({
  name: Type.Optional(Text(200, 'Default: the address, or "API".')),
  channel: Type.Object({ type: OneOf(['web_widget', 'api', 'email'], 'What kind of inbox.'), email: Type.Optional(Text(254, 'Address of the mailbox.')), ...website, ...mailbox, ...webhook }),
  ...settings,
});
export const InboxChange = Type.Object({ name: Type.Optional(Text(200, 'The name.')), channel: Type.Optional(Type.Object({ ...website, ...mailbox, ...webhook })), ...settings });
