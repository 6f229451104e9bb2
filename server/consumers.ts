import { autoReplyReactor } from '#channels/email/send/auto-reply-reactor.ts';
import { mailOutReactor } from '#channels/email/send/mail-out-reactor.ts';
import { answersByMailReactor } from '#channels/webchat/index.ts';
import { recheckSenderReactor } from '#channels/email/prove/recheck-sender.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { visitorErasureConsumer } from '#core/channels/index.ts';
import { contactActivityConsumer, searchConsumer } from '#core/desk/index.ts';
import type { Consumer } from '#core/events/index.ts';
import { interactionsShownConsumer } from '#core/interactions/index.ts';
import { notificationsConsumer } from '#core/notifications/index.ts';
import { queueMembersConsumer } from '#core/queues/index.ts';
import { chatLinesReactor, erasureConsumer, readinessConsumer } from '#core/routing/index.ts';
import { webhooksReactor } from './webhooks/webhooks-reactor.ts';

/** Everything that follows the event log, in the order in which a round feeds it. */
export const consumers: readonly Consumer[] = [
  factsConsumer, searchConsumer, contactActivityConsumer, notificationsConsumer, queueMembersConsumer, readinessConsumer, erasureConsumer, visitorErasureConsumer, interactionsShownConsumer, chatLinesReactor, autoReplyReactor, mailOutReactor,
  recheckSenderReactor, answersByMailReactor, webhooksReactor,
];
