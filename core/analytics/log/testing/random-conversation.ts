import { addresses } from './seed-people.ts';
import type { PlainParty } from './plain-log.ts';
import type { Random } from './random.ts';

export interface SeedMessage {
  readonly type: 'inbound' | 'outbound' | 'internal';
  readonly at: number;
  readonly subject: string;
  readonly classification: 'first' | 'reply' | 'reply-all' | 'forward' | 'follow-up' | null;
  readonly senderId: number;
  readonly agentId: number | null;
  readonly parties: readonly Pick<PlainParty, 'role' | 'addressId'>[];
  readonly isIncluded: boolean;
  readonly isOutlier: boolean;
  readonly isInitialReply: boolean;
  readonly spanRaw: number | null;
  readonly spanBusiness: number | null;
}

const agents = addresses.filter((each) => each.agentId !== undefined);
const channels = [6, 7, 8];
const outsiders = addresses.filter((each) => each.id >= 9).map((each) => each.id);
const subjects = ['Invoice', 'Rechnung überfällig', 'Café opening', '100% off_', 'cafe menu', ''];
const firstInstant = Date.parse('2024-03-01T00:00:00Z');
const hour = 3_600_000;

/** Mails of one conversation over some days, in order; two may bear the same instant. No rule of the facts is kept but what the figures build on. */
export function randomMessages(random: Random): SeedMessage[] {
  let at = firstInstant + random.below(40 * 24 * 60) * 60_000;
  const opening = random.pick(['inbound', 'inbound', 'outbound', 'internal'] as const);
  const subject = random.pick(subjects);
  let answered = false;
  return Array.from({ length: 1 + random.below(7) }, (_, index) => {
    if (index > 0 && !random.chance(0.3)) at += random.below(30) * hour + random.below(3_600) * 1_000;
    const type = index === 0 ? opening : random.pick(opening === 'internal' ? ['internal', 'internal', 'outbound'] as const : ['inbound', 'outbound', 'outbound', 'internal'] as const);
    const isIncluded = !random.chance(0.12);
    const classification = random.chance(0.04) ? null
      : index === 0 && random.chance(0.9) ? 'first' : random.pick(['reply', 'reply', 'reply-all', 'forward', 'follow-up'] as const);
    const isReply = classification === 'reply' || classification === 'reply-all';
    const isInitialReply = opening === 'inbound' && type === 'outbound' && isIncluded && isReply && !answered;
    if (isInitialReply) answered = true;
    const isTimed = index > 0 && !random.chance(0.05);
    const spanRaw = isTimed ? random.below(90_000) : null;
    const spanBusiness = spanRaw === null ? null : random.chance(0.2) ? 0 : Math.floor(spanRaw / 2);
    return {
      type, at, subject: index === 0 ? subject : `Re: ${subject}`, classification, isIncluded, isInitialReply, spanRaw, spanBusiness, ...randomParties(random, type),
      isOutlier: type !== 'inbound' && (isReply || classification === 'forward') && random.chance(0.25),
    };
  });
}

function randomParties(random: Random, type: SeedMessage['type']): Pick<SeedMessage, 'senderId' | 'agentId' | 'parties'> {
  const agent = random.pick(agents);
  const fromChannel = random.chance(0.15);
  const senderId = type === 'inbound' ? random.pick(outsiders) : fromChannel ? 6 : agent.id;
  const inside = [...agents.map((each) => each.id), ...channels];
  const to = type === 'outbound' ? random.pick(outsiders) : random.pick(inside);
  const parties = [
    { role: 'from' as const, addressId: senderId },
    ...(random.chance(0.92) ? [{ role: 'to' as const, addressId: to }] : []),
    ...random.some([...inside, ...(type === 'internal' ? [] : outsiders)], 0.06).map((addressId) => ({ role: random.pick(['cc', 'cc', 'bcc'] as const), addressId })),
    ...(random.chance(0.1) ? [{ role: 'reply-to' as const, addressId: random.pick(outsiders) }] : []),
  ];
  return { senderId, agentId: type === 'inbound' ? null : agent.agentId ?? null, parties };
}
