import { changeChannelSettings as change, type ChannelSettings as CoreSettings, type Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { withSafeTexts } from '../../parse/safe-texts.ts';
import { ChannelSettings, ChannelSettingsChange } from '../../schemas/channels.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeChannelSettings = (outside: Outside): Operation => operation({
  id: 'channels.changeSettings',
  method: 'PATCH',
  path: '/native/v1/channels/{id}/settings',
  tag: 'Channels',
  summary: 'How a channel answers; what is not named stays. HTML of signature and automatic replies is made safe before it is kept',
  params: IdParams,
  body: ChannelSettingsChange,
  response: ChannelSettings,
  async handle({ act, change: within, params: { id }, body }) {
    requirePermission(act, 'channels.write');
    const safe = await withSafeTexts(outside, body);
    const { trustedServers, ...settings } = await within((tx) => change(tx, act, id, safe as Partial<CoreSettings>));
    return { ...settings, trustedServers: [...trustedServers] };
  },
});
