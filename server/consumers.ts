import { autoReplyReactor } from '#channels/email/send/auto-reply-reactor.ts';
import { mailOutReactor } from '#channels/email/send/mail-out-reactor.ts';
import { answersByMailReactor } from '#channels/webchat/mail/answers-reactor.ts';
import { recheckSenderReactor } from '#channels/email/prove/recheck-sender.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { visitorErasureConsumer } from '#core/channels/index.ts';
import { assignmentReactor, createAutomationReactor } from '#core/automation/index.ts';
import { contactActivityConsumer, searchConsumer } from '#core/desk/index.ts';
import type { Consumer } from '#core/events/index.ts';
import { interactionsShownConsumer } from '#core/interactions/index.ts';
import { notificationsConsumer } from '#core/notifications/index.ts';
import { activityBlocksConsumer } from '#core/presence/index.ts';
import { queueMembersConsumer } from '#core/queues/index.ts';
import { webhookErasureConsumer } from '#core/webhooks/index.ts';
import { pushReactor } from './push/push-reactor.ts';
import { webhooksReactor } from './webhooks/webhooks-reactor.ts';
import { chatLinesReactor, erasureConsumer, handedOverReactor, readinessConsumer } from '#core/routing/index.ts';
import { createSurveyReactor, ratingsConsumer } from '#core/ratings/index.ts';
import { visitorScope } from '#dialects/nimchat/kept.ts';
import { parsePublicUrl } from '#http/urls/base-url.ts';
import { crmReactor } from './crm/crm-jobs.ts';
import { enqueueWork } from './enqueue-work.ts';

const automationReactor = createAutomationReactor({ enqueue: enqueueWork, visitor: visitorScope });

/** By the address that customers reach this server by; without one no mail can name the page. */
const surveyReactor = createSurveyReactor({
  linkOf: (uuid) => {
    const address = process.env['PATCHBAY_PUBLIC_URL'];
    return address === undefined || address === '' ? null : `${parsePublicUrl(address).replace(/\/$/, '')}/survey/responses/${uuid}`;
  },
});

/** Everything that follows the event log, in the order in which a round feeds it. */
export const consumers: readonly Consumer[] = [
  factsConsumer, searchConsumer, contactActivityConsumer, notificationsConsumer, queueMembersConsumer, readinessConsumer, erasureConsumer, visitorErasureConsumer, webhookErasureConsumer, interactionsShownConsumer, ratingsConsumer,
  activityBlocksConsumer, chatLinesReactor, handedOverReactor, automationReactor, assignmentReactor, surveyReactor, autoReplyReactor, mailOutReactor, recheckSenderReactor, answersByMailReactor, webhooksReactor, pushReactor,
  crmReactor,
];
