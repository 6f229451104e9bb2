import { getNewMailDraft as readDraft } from '#core/conversations/index.ts';
import { findUploads } from '#core/files/index.ts';
import { notFound } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { renderUpload } from '../../render/upload.ts';
import { NewMailDraft } from '../../schemas/draft.ts';

export const getNewMailDraft = operation({
  id: 'newMailDraft.get',
  method: 'GET',
  path: '/native/v1/new-mail-draft',
  tag: 'Drafts',
  summary: 'The mail to somebody new that the caller has begun',
  response: NewMailDraft,
  async handle({ act, snapshot }) {
    return snapshot(async (tx) => {
      const draft = await readDraft(tx, act);
      if (!draft) throw notFound('draft');
      const { channelId, to, cc, bcc, subject, text, html, uploadIds, updatedAt } = draft;
      return { channelId, to, cc, bcc, subject, text, html, uploads: (await findUploads(tx, act, uploadIds)).map(renderUpload), savedAt: updatedAt };
    });
  },
});
