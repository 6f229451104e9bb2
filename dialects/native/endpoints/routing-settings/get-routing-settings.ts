import { getRoutingSettings as get } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { RoutingSettings } from '../../schemas/lines.ts';

export const getRoutingSettings = operation({
  id: 'routingSettings.get', method: 'GET', path: '/native/v1/routing-settings', tag: 'Queues', summary: 'What holds for calls and chats of all queues', response: RoutingSettings,
  handle: ({ act, snapshot }) => snapshot((tx) => get(tx, act)),
});
