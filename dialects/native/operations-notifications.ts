import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { changeChoices } from './endpoints/notifications/change-choices.ts';
import { getChoices } from './endpoints/notifications/get-choices.ts';
import { changePushDevice } from './endpoints/push-devices/change-push-device.ts';
import { keepPushDevice } from './endpoints/push-devices/keep-push-device.ts';
import { listPushDevices } from './endpoints/push-devices/list-push-devices.ts';
import { removePushDevice } from './endpoints/push-devices/remove-push-device.ts';
import { testPushDevice } from './endpoints/push-devices/test-push-device.ts';

/** How one wants to be told, and on which devices. */
export const notificationOperations = (outside: Outside): readonly Operation[] => [
  getChoices, changeChoices, listPushDevices(outside), keepPushDevice(outside), changePushDevice, removePushDevice, testPushDevice(outside),
];
