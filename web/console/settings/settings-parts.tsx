import type { ComponentType } from 'react';
import type { Session } from '../api/session.ts';
import type { IconName } from '../design/icon.tsx';
import { CannedPart } from './canned/canned-part.tsx';
import { ChannelsPart } from './channels/channels-part.tsx';
import { HoursPart } from './hours/hours-part.tsx';
import { LabelsPart } from './labels/labels-part.tsx';
import { PeoplePart } from './people/people-part.tsx';
import { ProfilePart } from './profile/profile-part.tsx';
import { TokensPart } from './tokens/tokens-part.tsx';

export type SettingsKey = 'channels' | 'people' | 'hours' | 'labels' | 'canned' | 'tokens' | 'profile';

interface SettingsPart {
  /** Its place in the address: /app/settings/<key>. */
  readonly key: SettingsKey;
  readonly icon: IconName;
  /** Null: for everybody. */
  readonly needs: Session['permissions'][number] | null;
  readonly component: ComponentType;
}

/** One line a page; the order is that of the menu. */
export const settingsParts: readonly SettingsPart[] = [
  { key: 'profile', icon: 'user', needs: null, component: ProfilePart },
  { key: 'channels', icon: 'inbox', needs: 'channels.read', component: ChannelsPart },
  { key: 'people', icon: 'users', needs: 'people.read', component: PeoplePart },
  { key: 'hours', icon: 'clock', needs: 'calendars.read', component: HoursPart },
  { key: 'labels', icon: 'label', needs: 'conversations.read', component: LabelsPart },
  { key: 'canned', icon: 'edit', needs: 'conversations.reply', component: CannedPart },
  { key: 'tokens', icon: 'code', needs: 'tokens.own', component: TokensPart },
];
