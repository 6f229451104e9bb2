import { noteVisitor } from '#core/channels/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import type { MessageAnswer } from '../contents/message-content.ts';
import { submitMessageValues, type ValuesToSubmit } from '../contents/submit-message-values.ts';
import { getContactMessage, type FromOutside } from './contact-conversation.ts';
import { identifyContact } from './identify-contact.ts';

/**
 * What the contact gives back in a message of a conversation of his. An address is something he says of himself: his contact has it from now on, unless it is another's, then it only stands beside his name.
 * `not-found` for what is not his; else as `submitMessageValues`.
 */
export async function submitByContact(tx: Tx, act: Act, source: FromOutside, { conversationId, messageId, values }: ValuesToSubmit): Promise<MessageAnswer> {
  await getContactMessage(tx, source, conversationId, messageId);
  const answer = await submitMessageValues(tx, act, { conversationId, messageId, values });
  if ('email' in answer) {
    const { refused } = await identifyContact(tx, act, source.channelId, source.sourceId, { email: answer.email });
    if (refused.includes('email')) await noteVisitor(tx, seesAll(act), source, { claimedEmail: answer.email });
  }
  return answer;
}
