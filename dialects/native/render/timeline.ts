import type { TimelineEntry, TimelineMessage } from '#core/desk/index.ts';
import { deliveryOf } from './delivery.ts';
import { renderContent } from './message-content.ts';
import type { Act, Message } from '../schemas/message.ts';

function senderCheckOf({ senderProof: proof, senderCheck }: TimelineMessage): Message['senderCheck'] {
  if (proof === null) return null;
  const { domain = null, spf = null, dkim = null, dmarc = null, policy = null, by = null } = senderCheck ?? {};
  return { proof, domain, spf, dkim, dmarc, policy, by };
}

export function renderEntry(entry: TimelineEntry): Message | Act {
  if (entry.type === 'act') return { type: 'act', id: entry.id, at: entry.at, actor: { ...entry.actor }, what: entry.what, from: entry.from, to: entry.to, until: entry.until };
  const sender = entry.parties.find(({ role }) => role === 'from');
  return {
    type: 'message', id: entry.id, direction: entry.direction, at: entry.at, channelId: entry.channelId, subject: entry.subject, mailId: entry.mailId,
    agentId: entry.agentId, userId: entry.userId, authorName: entry.authorName || sender?.address || '',
    isAutomatic: entry.isAutomatic, automaticKind: entry.automaticKind, isBot: entry.isBot, isForward: entry.isForward, flags: [...entry.flags], senderCheck: senderCheckOf(entry), isUnprovedOurs: entry.isUnprovedOurs,
    text: entry.text, hasHtml: entry.html !== null, remoteImages: entry.remoteImages,
    parties: entry.parties.map(({ role, name, address }) => ({ role, name, address })),
    attachments: entry.attachments.map((file) => ({ ...file })),
    labelIds: [...entry.labelIds],
    joinedBecause: entry.facts?.joinedBecause ?? entry.leftOut?.joinedBecause ?? null, leftOut: entry.leftOut && { because: entry.leftOut.because, filter: entry.leftOut.filter }, parentMessageId: entry.facts?.parentMessageId ?? null,
    delivery: deliveryOf(entry), content: entry.content && renderContent(entry.content),
  };
}
