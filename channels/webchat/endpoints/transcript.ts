import { getSite } from '#core/channels/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import type { Operation } from '#http/index.ts';
import { findContactMessages } from '#core/conversations/index.ts';
import { transcriptJob, visitorMailQueue } from '../mail/jobs.ts';
import { mailAddressOf } from '../mail/address-of.ts';
import { TranscriptInput } from '../schemas.ts';
import type { WebchatDeps } from '../webchat-deps.ts';
import { Nothing, visitorOperation } from '../widget-operation.ts';

/** Only to the address that he gave for himself, and only where somebody of ours has answered: nobody sends his own words to strangers through us. */
export const mailTranscript = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.transcript', method: 'POST', path: '/transcript', summary: 'What was said is sent to him by mail', brake: 'mail', body: TranscriptInput, response: Nothing,
  async handle({ call: { body }, visitor, change, reader }) {
    await change(async (tx) => {
      if (!(await getSite(tx, reader, visitor.channelId)).settings.features.transcript) throw new CoreError('forbidden', 'This site sends no transcripts.', { key: 'not-for-this' });
      const messages = await findContactMessages(tx, visitor, body.conversationId, { limit: 200 });
      if (!messages.some(({ direction, isBot, isDeleted }) => direction === 'outgoing' && !isBot && !isDeleted)) throw new CoreError('conflict', 'Nobody has answered yet.', { key: 'not-for-this' });
      if (await mailAddressOf(tx, reader, visitor) === null) throw new CoreError('conflict', 'There is no address to send it to.', { key: 'no-mail-address' });
      await enqueueJob(tx, { queue: visitorMailQueue, kind: transcriptJob, payload: { ...visitor, conversationId: body.conversationId }, runAt: reader.now, uniqueKey: String(body.conversationId), attemptsMax: 4 });
    });
    deps.outside.wake();
    return {};
  },
});
