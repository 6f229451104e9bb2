import type { ComponentType } from 'react';
import type { Session } from '../api/session.ts';
import type { IconName } from '../design/icon.tsx';
import { AccountPart } from './account/account-part.tsx';
import { AttributesPart } from './attributes/attributes-part.tsx';
import { AuditPart } from './audit/audit-part.tsx';
import { BotsPart } from './bots/bots-part.tsx';
import { AutomationPart } from './automation/automation-part.tsx';
import { CannedPart } from './canned/canned-part.tsx';
import { ChannelsPart } from './channels/channels-part.tsx';
import { CrmPart } from './crm/crm-part.tsx';
import { ContactGroupsPart } from './contact-groups/contact-groups-part.tsx';
import { DomainsPart } from './domains/domains-part.tsx';
import { FiltersPart } from './filters/filters-part.tsx';
import { GoalsPart } from './goals/goals-part.tsx';
import { GroupMailboxesPart } from './group-mailboxes/group-mailboxes-part.tsx';
import { HoursPart } from './hours/hours-part.tsx';
import { ImportsPart } from './imports/imports-part.tsx';
import { IntegrationsPart } from './integrations/integrations-part.tsx';
import { LabelsPart } from './labels/labels-part.tsx';
import { MacrosPart } from './macros/macros-part.tsx';
import { MenusPart } from './menus/menus-part.tsx';
import { NotificationsPart } from './notifications/notifications-part.tsx';
import { PeoplePart } from './people/people-part.tsx';
import { ProfilePart } from './profile/profile-part.tsx';
import { QuarantinePart } from './quarantine/quarantine-part.tsx';
import { QueuesPart } from './queues/queues-part.tsx';
import { RolesPart } from './roles/roles-part.tsx';
import { ScheduledPart } from '../reports/scheduled/scheduled-part.tsx';
import { SetupPart } from './setup/setup-part.tsx';
import { TeamsPart } from './teams/teams-part.tsx';
import { TokensPart } from './tokens/tokens-part.tsx';
import { WebhooksPart } from './webhooks/webhooks-part.tsx';

export type SettingsKey =
  | 'profile' | 'notifications' | 'account' | 'tokens' | 'setup' | 'channels' | 'imports' | 'quarantine' | 'domains' | 'filters' | 'people' | 'teams' | 'roles' | 'audit' | 'hours' | 'goals' | 'labels' | 'canned' | 'attributes' | 'automation' | 'macros'
  | 'menus' | 'queues' | 'webhooks' | 'bots' | 'reports'
  | 'group-mailboxes' | 'contact-groups'
  | 'crm' | 'integrations';

/** The menu's groups, in its order. */
export const settingsGroups = ['own', 'mail', 'team', 'work', 'calls', 'programs'] as const;

interface SettingsPart {
  /** Its place in the address: /app/settings/<key>. */
  readonly key: SettingsKey;
  readonly group: (typeof settingsGroups)[number];
  readonly icon: IconName;
  /** Null: for everybody. */
  readonly needs: Session['permissions'][number] | null;
  readonly component: ComponentType;
}

/** One line a page; the order is that of the menu. */
export const settingsParts: readonly SettingsPart[] = [
  { key: 'profile', group: 'own', icon: 'user', needs: null, component: ProfilePart },
  { key: 'notifications', group: 'own', icon: 'bell', needs: 'conversations.read', component: NotificationsPart },
  { key: 'tokens', group: 'own', icon: 'code', needs: 'tokens.own', component: TokensPart },
  { key: 'setup', group: 'mail', icon: 'checks', needs: 'account.write', component: SetupPart },
  { key: 'channels', group: 'mail', icon: 'inbox', needs: 'channels.read', component: ChannelsPart },
  { key: 'group-mailboxes', group: 'mail', icon: 'users', needs: 'channels.read', component: GroupMailboxesPart },
  { key: 'imports', group: 'mail', icon: 'download', needs: 'imports.run', component: ImportsPart },
  { key: 'quarantine', group: 'mail', icon: 'warn', needs: 'imports.run', component: QuarantinePart },
  { key: 'domains', group: 'mail', icon: 'link', needs: 'settings.read', component: DomainsPart },
  { key: 'filters', group: 'mail', icon: 'sort', needs: 'settings.read', component: FiltersPart },
  { key: 'people', group: 'team', icon: 'users', needs: 'people.read', component: PeoplePart },
  { key: 'account', group: 'team', icon: 'settings', needs: 'settings.read', component: AccountPart },
  { key: 'teams', group: 'team', icon: 'merge', needs: 'people.read', component: TeamsPart },
  { key: 'roles', group: 'team', icon: 'flag', needs: 'people.read', component: RolesPart },
  { key: 'audit', group: 'team', icon: 'note', needs: 'audit.read', component: AuditPart },
  { key: 'hours', group: 'work', icon: 'clock', needs: 'calendars.read', component: HoursPart },
  { key: 'goals', group: 'work', icon: 'flag', needs: 'settings.read', component: GoalsPart },
  { key: 'reports', group: 'work', icon: 'clock', needs: 'reports.read', component: ScheduledPart },
  { key: 'labels', group: 'work', icon: 'label', needs: 'conversations.read', component: LabelsPart },
  { key: 'canned', group: 'work', icon: 'edit', needs: 'conversations.reply', component: CannedPart },
  { key: 'macros', group: 'work', icon: 'checks', needs: 'conversations.reply', component: MacrosPart },
  { key: 'automation', group: 'work', icon: 'code', needs: 'settings.write', component: AutomationPart },
  { key: 'contact-groups', group: 'work', icon: 'users', needs: 'contacts.read', component: ContactGroupsPart },
  { key: 'attributes', group: 'work', icon: 'panel', needs: 'conversations.read', component: AttributesPart },
  { key: 'queues', group: 'calls', icon: 'users', needs: 'queues.read', component: QueuesPart },
  { key: 'menus', group: 'calls', icon: 'numbers', needs: 'queues.read', component: MenusPart },
  { key: 'webhooks', group: 'programs', icon: 'send', needs: 'settings.write', component: WebhooksPart },
  { key: 'bots', group: 'programs', icon: 'reply', needs: 'channels.write', component: BotsPart },
  { key: 'integrations', group: 'programs', icon: 'link', needs: 'settings.write', component: IntegrationsPart },
  { key: 'crm', group: 'programs', icon: 'flag', needs: 'settings.write', component: CrmPart },
];
