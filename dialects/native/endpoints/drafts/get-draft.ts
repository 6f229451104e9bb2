import { getDraft as readDraft } from '#core/conversations/index.ts';
import { findUploads } from '#core/files/index.ts';
import { notFound } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { renderDraft } from '../../render/draft.ts';
import { Draft } from '../../schemas/draft.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getDraft = operation({
  id: 'drafts.get',
  method: 'GET',
  path: '/native/v1/conversations/{id}/draft',
  tag: 'Drafts',
  summary: 'What the caller has begun to write in this conversation',
  params: IdParams,
  response: Draft,
  async handle({ act, snapshot, params }) {
    return snapshot(async (tx) => {
      const draft = await readDraft(tx, act, params.id);
      if (!draft) throw notFound('draft');
      return renderDraft(draft, await findUploads(tx, act, draft.uploadIds));
    });
  },
});
