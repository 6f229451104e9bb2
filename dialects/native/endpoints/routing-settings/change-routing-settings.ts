import { changeRoutingSettings as changeSettings } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { RoutingSettings, RoutingSettingsChange } from '../../schemas/lines.ts';

export const changeRoutingSettings = operation({
  id: 'routingSettings.change', method: 'PATCH', path: '/native/v1/routing-settings', tag: 'Queues', summary: 'What is not named stays', body: RoutingSettingsChange, response: RoutingSettings,
  handle: ({ act, change, body }) => change((tx) => changeSettings(tx, act, body)),
});
