import { noteWidgetOpened } from '#core/webhooks/index.ts';
import type { Operation } from '#http/index.ts';
import type { WebchatDeps } from '../webchat-deps.ts';
import { knownContact, Nothing, visitorOperation } from '../widget-operation.ts';

export const noteOpened = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.opened', method: 'POST', path: '/opened', summary: 'He opened the chat: webhooks that want to know it are told', brake: 'session', response: Nothing,
  async handle(visit) {
    const { visitor, change, act } = visit;
    const contactId = await knownContact(visit, visitor);
    await change((tx) => noteWidgetOpened(tx, act(contactId), { channelId: visitor.channelId, contactId }));
    return {};
  },
});
