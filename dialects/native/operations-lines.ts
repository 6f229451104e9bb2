import type { Operation } from '#http/index.ts';
import { acknowledgeCallControl, acknowledgeChatControl } from './endpoints/lines/acknowledge-control.ts';
import { actOnCall, actOnChat } from './endpoints/lines/act-on.ts';
import { dial } from './endpoints/lines/dial.ts';
import { handOverCall, handOverChat } from './endpoints/lines/hand-over.ts';
import { readCallControl, readChatControl } from './endpoints/lines/read-control.ts';
import { startCall, startChat } from './endpoints/lines/start-line.ts';
import { tellCall, tellChat } from './endpoints/lines/tell-event.ts';
import { answerOffer } from './endpoints/offers/answer-offer.ts';
import { listOffers } from './endpoints/offers/list-offers.ts';
import { changeRoutingSettings } from './endpoints/routing-settings/change-routing-settings.ts';
import { getRoutingSettings } from './endpoints/routing-settings/get-routing-settings.ts';

/** Calls and chats: what carriers and chat channels tell us and are told, and what agents do with them. */
export const lineOperations: readonly Operation[] = [
  startCall, dial, tellCall, actOnCall, handOverCall, readCallControl, acknowledgeCallControl,
  startChat, tellChat, actOnChat, handOverChat, readChatControl, acknowledgeChatControl,
  listOffers, answerOffer,
  getRoutingSettings, changeRoutingSettings,
];
