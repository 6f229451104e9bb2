import type { ComponentType } from 'react';
import type { Session } from '../api/session.ts';
import type { IconName } from '../design/icon.tsx';
import { ChannelsPart } from './channels/channels-part.tsx';

export type SettingsKey = 'channels';

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
  { key: 'channels', icon: 'inbox', needs: 'channels.read', component: ChannelsPart },
];
