import { Type } from '@sinclair/typebox';
import type { Outside } from '#core/channels/index.ts';
import { findContactConversations, getContactConversation, openContactConversation } from '#core/conversations/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import type { Operation } from '#http/index.ts';
import { mergeCustomAttributes } from '../../parse/custom-attributes.ts';
import { PublicConversation, PublicConversationInput } from '../../schemas/public.ts';
import { contactFileLinks, publicConversation } from '../../views/public.ts';
import { contactOf, contactRoot, publicOperation } from '../public-operation.ts';

export const createPublicConversation = (outside: Outside): Operation => publicOperation({
  id: 'public.conversations.create', method: 'POST', path: `${contactRoot}/conversations`, summary: 'A new conversation of the contact', brake: 'conversation',
  body: PublicConversationInput, response: PublicConversation,
  async handle(call) {
    const link = await contactFileLinks(outside, call.call);
    return call.change(async (tx) => {
      const { source, act } = await contactOf(tx, call);
      const { id } = await openContactConversation(tx, act, source);
      const { custom_attributes: attributes = {} } = call.call.body;
      if (Object.keys(attributes).length > 0) await mergeCustomAttributes(tx, seesAll(act), 'conversation', id, attributes);
      return publicConversation(tx, act, source, await getContactConversation(tx, source, id), (attachmentId) => link(source, tx.accountId, attachmentId));
    });
  },
});

export const listPublicConversations = (outside: Outside): Operation => publicOperation({
  id: 'public.conversations.list', method: 'GET', path: `${contactRoot}/conversations`, summary: 'Conversations of the contact, newest first, at most a hundred', brake: 'read',
  response: Type.Array(PublicConversation),
  async handle(call) {
    const link = await contactFileLinks(outside, call.call);
    return call.change(async (tx) => {
      const { source, act } = await contactOf(tx, call);
      const shown: Awaited<ReturnType<typeof publicConversation>>[] = [];
      for (const conversation of await findContactConversations(tx, source)) shown.push(await publicConversation(tx, act, source, conversation, (attachmentId) => link(source, tx.accountId, attachmentId)));
      return shown;
    });
  },
});
