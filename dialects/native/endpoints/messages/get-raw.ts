import { Type } from '@sinclair/typebox';
import { getRawMail, openRawMail } from '#core/desk/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { fileOperation, type Operation } from '#http/index.ts';
import { IdParams, OneOf } from '../../schemas/shared.ts';

export const getRaw = (outside: Outside): Operation => fileOperation({
  id: 'messages.raw',
  path: '/native/v1/messages/{id}/raw',
  tag: 'Files',
  summary: 'A mail byte for byte as it came: a download, or its source as plain text to look at (`view=text`).',
  mediaTypes: ['message/rfc822', 'text/plain'],
  params: IdParams,
  query: Type.Object({ view: Type.Optional(OneOf(['download', 'text'])) }),
  async handle({ act, params, query, snapshot }) {
    const mail = await snapshot((tx) => getRawMail(tx, act, params.id));
    const isText = query.view === 'text';
    return {
      mediaType: isText ? 'text/plain; charset=utf-8' : 'message/rfc822',
      byteCount: mail.byteCount,
      fileName: `message-${mail.messageId}.${isText ? 'txt' : 'eml'}`,
      disposition: isText ? 'inline' : 'attachment',
      contentName: mail.sha256,
      open: (part) => openRawMail(outside.files, act.accountId, mail, part),
    };
  },
});
