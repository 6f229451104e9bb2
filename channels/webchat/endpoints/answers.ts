import { getContactMessage, submitByContact } from '#core/conversations/index.ts';
import type { Operation } from '#http/index.ts';
import { Type } from '@sinclair/typebox';
import { shownMessage } from '../chat-state.ts';
import { linksFor } from '../links.ts';
import { AnswerInput, MessageShown } from '../schemas.ts';
import type { WebchatDeps } from '../webchat-deps.ts';
import { knownContact, visitorOperation } from '../widget-operation.ts';

export const answerMessage = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.answer', method: 'POST', path: '/answers', summary: 'What he gives back in a message that asks: an address, a choice, a form, a rating', brake: 'message',
  body: AnswerInput, response: Type.Object({ message: MessageShown }, { additionalProperties: false }),
  async handle(visit) {
    const { call: { body: { conversationId, messageId, ...values } }, visitor, change, act } = visit;
    const contactId = await knownContact(visit, visitor);
    const linkTo = await linksFor(deps, visit);
    return change(async (tx) => {
      await submitByContact(tx, act(contactId), visitor, { conversationId, messageId, values });
      return { message: shownMessage(await getContactMessage(tx, visitor, conversationId, messageId), linkTo) };
    });
  },
});
