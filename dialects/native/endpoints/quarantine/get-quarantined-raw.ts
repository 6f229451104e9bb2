import { Type } from '@sinclair/typebox';
import type { Outside } from '#core/channels/index.ts';
import { getQuarantined, readRawMail } from '#core/conversations/index.ts';
import { fileOperation, type Operation } from '#http/index.ts';
import { IdParams, OneOf } from '../../schemas/shared.ts';

export const getQuarantinedRaw = ({ files }: Outside): Operation => fileOperation({
  id: 'quarantine.raw',
  path: '/native/v1/quarantine/{id}/raw',
  tag: 'Imports',
  summary: 'The bytes as they came: a download, or plain text to look at (`view=text`)',
  mediaTypes: ['message/rfc822', 'text/plain'],
  params: IdParams,
  query: Type.Object({ view: Type.Optional(OneOf(['download', 'text'])) }),
  async handle({ act, snapshot, params: { id }, query: { view } }) {
    const { mail, held } = await snapshot(async (tx) => {
      const found = await getQuarantined(tx, act, id);
      return { mail: found, held: await readRawMail(tx, found.rawSha256) };
    });
    const isText = view === 'text';
    return {
      mediaType: isText ? 'text/plain; charset=utf-8' : 'message/rfc822', byteCount: mail.rawByteCount, fileName: `quarantined-${id}.${isText ? 'txt' : 'eml'}`,
      disposition: isText ? 'inline' : 'attachment', open: async () => held ?? files.read(act.accountId, mail.rawSha256),
    };
  },
});
