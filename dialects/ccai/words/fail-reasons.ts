import { failReasons, type FailReason, type Interaction, type InteractionWords } from '#core/interactions/index.ts';

export const callFailReasons = [
  'nothing', 'unknown', 'expired', 'eu_canceled', 'eu_rejected', 'eu_abandoned', 'eu_in_menu_abandoned', 'eu_busy', 'eu_wrong_number', 'eu_no_answer', 'eu_noti_failed', 'ag_canceled', 'ag_ignored',
  'ag_mic_no_device', 'ag_mic_denied', 'voip_twilio_error', 'voip_tokbox_error', 'voip_invalid_token', 'voip_conn_general', 'voip_conn_timeout', 'voip_conn_signal',
] as const;
export const chatFailReasons = ['nothing', 'unknown', 'no_response', 'expired'] as const;
export type CallFailReason = (typeof callFailReasons)[number];
export type ChatFailReason = (typeof chatFailReasons)[number];

/** The word and, of the same row, the adapter's code where the line told none. The document has no word for "no audio": a bad connection. */
const ofCall: Readonly<Record<FailReason, readonly [CallFailReason, number | null]>> = {
  none: ['nothing', null], unknown: ['unknown', 10001], expired: ['expired', 11001], 'no-response': ['expired', 11001], 'customer-cancelled': ['eu_canceled', 20001], 'customer-rejected': ['eu_rejected', 20002],
  'customer-abandoned': ['eu_abandoned', 20003], 'customer-left-menu': ['eu_in_menu_abandoned', 20004], 'customer-busy': ['eu_busy', 21001], 'wrong-number': ['eu_wrong_number', 21002],
  'customer-no-answer': ['eu_no_answer', 21003], 'push-failed': ['eu_noti_failed', 22001], 'agent-cancelled': ['ag_canceled', 30001], 'agent-ignored': ['ag_ignored', 30002],
  'agent-no-microphone': ['ag_mic_no_device', 31001], 'agent-microphone-denied': ['ag_mic_denied', 31002], 'provider-error': ['voip_twilio_error', 41001], 'invalid-token': ['voip_invalid_token', 43001],
  'connection-failed': ['voip_conn_general', 44001], 'connection-timeout': ['voip_conn_timeout', 44002], 'connection-signal': ['voip_conn_signal', 44003], 'no-audio': ['voip_conn_general', 90001],
};

/** Null where a chat just ended, or its customer left: the document's examples have null, and the status says it. */
const ofChat: Readonly<Partial<Record<FailReason, ChatFailReason>>> = { none: 'nothing', 'no-response': 'no_response', expired: 'expired', 'customer-cancelled': 'nothing', 'customer-abandoned': 'nothing', 'customer-left-menu': 'nothing' };

export const callFailReasonOf = (reason: FailReason): CallFailReason => ofCall[reason][0];
const chatWord = (reason: FailReason): ChatFailReason => ofChat[reason] ?? 'unknown';
export const chatFailReasonOf = (reason: FailReason): Exclude<ChatFailReason, 'nothing'> | null => {
  const word = chatWord(reason);
  return word === 'nothing' ? null : word;
};
/** `voip_tokbox_error` names a carrier that nothing here says: it fits nothing. */
export const callReasonsOf = (words: readonly CallFailReason[]): FailReason[] => failReasons.filter((reason) => words.includes(callFailReasonOf(reason)));
export const chatReasonsOf = (words: readonly ChatFailReason[]): FailReason[] => failReasons.filter((reason) => words.includes(chatWord(reason)));

const messages: Readonly<Record<number, string>> = {
  10001: 'This call encountered an unexpected error.', 11001: 'This call expired while waiting in queue.', 20001: 'This call was cancelled by the customer.', 20002: 'This call was rejected by the customer.',
  20003: 'This call was abandoned by the customer.', 20004: 'This call was abandoned by the customer during menu selection.', 21001: "The call could not be connected; the customer's line is busy.",
  21002: 'The dialed phone number is invalid.', 21003: 'This call was was not answered by the customer.', 22001: 'The push notification to start this call failed to send.', 30001: 'This call was cancelled.',
  30002: 'This expired call was not attended.', 31001: 'Unable to detect microphone. Please check your device settings and try again.', 31002: 'Unable to access microphone. Please check your device permissions and try again.',
  32001: 'The selected outbound number is invalid.', 32002: 'Unable to connect call to the dialled phone number.', 41001: 'An unexpected error occurred with the call connection.',
  42001: 'An unexpected error occurred with the call connection.', 43001: 'This call has encountered an unexpected error.', 44001: 'This call has encountered an unexpected error.',
  44002: 'This call is terminated because the connection timed out.', 44003: 'This call has encountered an unexpected error.', 90001: 'This call is terminated because no audio was detected.',
  90002: 'Unable to start the audio device. Please check your audio device permissions and try again.',
};

/** What the line told, where it is one of the document's codes, else the code of the reason. The messages stand as they are in the document. */
export function adapterFail(reason: FailReason, told: Interaction['detail']['adapterCode']): { adapter_fail_code: number | null; adapter_fail_message: string | null } {
  const code = reason === 'none' ? null : told !== undefined && messages[told] !== undefined ? told : ofCall[reason][1];
  return { adapter_fail_code: code, adapter_fail_message: code === null ? null : messages[code]! };
}

/** For a sort by what is shown. */
export const callReasonWords: InteractionWords = Object.fromEntries(failReasons.map((reason) => [reason, callFailReasonOf(reason)]));
export const chatReasonWords: InteractionWords = Object.fromEntries(failReasons.flatMap((reason) => (chatFailReasonOf(reason) === null ? [] : [[reason, chatFailReasonOf(reason)!] as const])));
const codes: readonly (readonly [string, number])[] = [...Object.keys(messages).map((code) => [code, Number(code)] as const), ...failReasons.flatMap((reason) => (ofCall[reason][1] === null ? [] : [[reason, ofCall[reason][1]] as const]))];
export const adapterCodeWords: InteractionWords = Object.fromEntries(codes.map(([key, code]) => [key, String(code)]));
export const adapterMessageWords: InteractionWords = Object.fromEntries(codes.map(([key, code]) => [key, messages[code]!]));
