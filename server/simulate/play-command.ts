import { statusIds } from '#core/presence/index.ts';
import { answerOffer, doWork, setAgentStatus, type ControlCommand, type Work } from '#core/routing/index.ts';
import type { Day, Line } from './run-day.ts';

/** What the line and the people at the desks do when the control stream says something. Lines of others are let be. */
export async function playCommand(day: Day, { interactionId, command, agentId, data }: ControlCommand): Promise<void> {
  const line = day.lines.get(interactionId);
  if (!line) return;
  switch (command) {
    case 'ring': ring(day, line, agentId!, data.offerId!, data.expiresMs!); break;
    case 'dial': connectLater(day, line, agentId!, line.chance.between(4, 12)); break;
    case 'connect': connectLater(day, line, agentId!, line.chance.between(0.5, 2)); break;
    case 'voicemail': day.later(line.chance.between(8, 40), async () => {
      await day.tell(line, { event: 'voicemail', seconds: 20, url: `https://recordings.invalid/voicemail/${line.id}` });
      const reader = day.setUp.agents.flat()[0];
      if (reader !== undefined) day.later(600, () => work(day, line, { action: 'read-voicemail', agentId: reader }));
    }); break;
    case 'hang-up': line.isOver = true; break;
    case 'stop-ringing': case 'hold': case 'resume': case 'transfer': case 'join': case 'leave': case 'play': case 'delete-recording': break;
  }
}

/** He takes it after a moment, or not at all: then he is in Missed Call until he says otherwise. */
function ring(day: Day, line: Line, agentId: number, offerId: number, expiresMs: number): void {
  if (line.chance.hits(day.misses.get(agentId) ?? 0)) {
    if (line.chance.hits(0.3)) day.later(2, async () => { await answerOffer(day.change, day.act(), { offerId, answer: line.chance.hits(0.5) ? 'reject' : 'cannot' }); });
    else day.later((expiresMs - day.nowMs()) / 1_000 + 45, async () => { await setAgentStatus(day.change, day.act(), { agentId, statusId: statusIds.available }); });
    return;
  }
  day.later(line.chance.between(1, 4), async () => { await answerOffer(day.change, day.act(), { offerId, answer: 'pick-up', answerMode: line.chance.hits(0.1) ? 'auto' : 'manual' }); });
}

function work(day: Day, line: Line, act: Work): Promise<void> {
  return doWork(day.change, day.act(), { kind: line.kind, interactionId: line.id, work: act }).then(({ interaction }) => {
    line.state = interaction.state;
    line.isOver = interaction.endedMs !== null;
    // Passed on into a queue: he waits once more, and not for ever.
    if (line.state === 'queued') day.later(line.chance.exponential(line.arrivals.patienceSeconds ?? 600), async () => { if (line.state === 'queued') await day.tell(line, { event: 'hang-up', by: 'customer' }); });
  });
}

function connectLater(day: Day, line: Line, agentId: number, seconds: number): void {
  line.state = 'connecting';
  line.talks += 1;
  const nth = line.talks;
  if (line.kind === 'chat') return day.later(1, () => talk(day, line, agentId, nth));
  if (line.chance.hits(line.arrivals.shares.switching)) day.later(seconds, async () => { await day.tell(line, { event: 'switching', provider: 'second-carrier' }); });
  day.later(seconds + 0.5, async () => {
    if (line.chance.hits(0.01)) return void await day.tell(line, { event: 'hang-up', by: 'system', failReason: 'provider-error', adapterCode: 10_003, details: 'The carrier gave up' });
    await day.tell(line, { event: 'connected' });
    await talk(day, line, agentId, nth);
  });
}

/** One talk of one agent: what happens in it, and how it ends. After a warm transfer the two agents talk first. */
async function talk(day: Day, line: Line, agentId: number, nth: number): Promise<void> {
  const { chance } = line;
  const { shares, handleSeconds } = line.arrivals;
  const seconds = Math.max(10, nth === 1 ? line.handleSeconds : chance.exponential(handleSeconds));
  const during = (share: number, act: () => Promise<void>): void => day.later(seconds * share, async () => { if (!line.isOver && line.talks === nth) await act(); });
  if (line.kind === 'call' && nth === 1 && chance.hits(shares.recorded)) {
    await day.tell(line, { event: 'recording-started', recordingRef: `rec-${line.id}`, permission: 'granted' });
    day.later(seconds + 120, async () => { await day.tell(line, { event: 'recording-ready', recordingRef: `rec-${line.id}`, url: `https://recordings.invalid/${line.id}` }); });
    if (chance.hits(shares.redacted)) {
      during(0.3, () => work(day, line, { action: 'redaction-start', agentId }));
      during(0.35, () => work(day, line, { action: 'redaction-end', agentId }));
    }
  }
  if (line.kind === 'chat') messages(day, line, agentId, seconds, nth);
  if (line.kind === 'call' && chance.hits(shares.hold)) {
    during(0.4, () => work(day, line, { action: 'hold', agentId }));
    during(0.5, () => work(day, line, { action: 'resume', agentId }));
  }
  if (chance.hits(shares.verified)) during(0.1, () => work(day, line, { action: 'verify', agentId, isVerified: true }));
  if (chance.hits(shares.payment) && line.kind === 'call') {
    during(0.55, async () => { await day.tell(line, { event: 'payment-started' }); });
    during(0.65, async () => { await day.tell(line, { event: 'payment-ended', outcome: chance.hits(0.8) ? 'finished' : 'abandoned' }); });
  }
  if (line.kind === 'call' && chance.hits(shares.third)) during(0.7, async () => { await day.tell(line, { event: 'third-joined', name: 'Interpreter' }); });
  const others = day.setUp.agents.flat().filter((id) => id !== agentId);
  if (chance.hits(shares.barge) && others.length > 0) during(0.6, () => work(day, line, { action: 'join', agentId: chance.pick(others), role: chance.pick(['barge', 'monitor', 'coach'] as const) }));
  if (chance.hits(0.1)) during(0.2, () => work(day, line, { action: 'ticket', agentId, ticketId: `T-${line.id}`, ticketUrl: `https://tickets.invalid/${line.id}` }));
  if (nth === 1 && chance.hits(shares.warmTransfer) && others.length > 0) return warm(day, line, agentId, seconds, chance.pick(others));
  if (nth === 1 && chance.hits(shares.coldTransfer)) {
    during(0.8, () => work(day, line, { action: 'transfer', agentId, kind: 'cold', ...toSomewhere(day, line, others) }));
    return day.later(seconds + 60, async () => { if (line.state !== 'queued') await ends(day, line, agentId, nth); }); // where it was refused, it goes on and ends
  }
  day.later(seconds, () => ends(day, line, agentId, nth));
}

function toSomewhere(day: Day, line: Line, others: readonly number[]): Pick<Work, 'toAgentId' | 'toQueueId'> {
  const queues = day.scenario.queues.filter((queue) => queue.kind === line.kind);
  return line.chance.hits(0.4) && others.length > 0 ? { toAgentId: line.chance.pick(others) } : { toQueueId: day.setUp.queues.get(line.chance.pick(queues).name)!.id };
}

/** Where nobody takes it, or it is called off, the first agent goes on and ends. */
function warm(day: Day, line: Line, agentId: number, seconds: number, toAgentId: number): void {
  day.later(seconds * 0.6, async () => {
    await work(day, line, { action: 'transfer', agentId, kind: 'warm', toAgentId }).catch(() => {});
    day.later(25, async () => {
      if (line.isOver) return;
      if (line.chance.hits(0.8)) await work(day, line, { action: 'transfer-complete', agentId }).catch(() => {});
      else await work(day, line, { action: 'transfer-cancel', agentId }).catch(() => {});
    });
    day.later(seconds * 0.4 + 60, () => ends(day, line, agentId, line.talks));
  });
}

function messages(day: Day, line: Line, agentId: number, seconds: number, nth: number): void {
  for (let at = line.chance.between(3, 20), isAgent = true; at < seconds; at += line.chance.between(5, 45), isAgent = !isAgent) {
    const by = isAgent ? 'agent' as const : 'customer' as const;
    day.later(at, async () => { if (!line.isOver && line.talks === nth) await day.tell(line, { event: 'message', by, ...(isAgent && { agentId }) }); });
  }
}

async function ends(day: Day, line: Line, agentId: number, nth: number): Promise<void> {
  if (line.isOver || line.talks !== nth) return;
  const { chance } = line;
  const { shares } = line.arrivals;
  if (chance.hits(shares.csat)) {
    day.later(15, async () => { await day.tell(line, { event: 'csat-ended', outcome: 'finished' }); });
    day.later(16, async () => { await day.tell(line, { event: 'hang-up', by: 'customer' }); });
    await day.tell(line, { event: 'csat-started' });
  } else if (chance.hits(0.6)) await day.tell(line, { event: 'hang-up', by: 'customer' });
  else await work(day, line, { action: 'end', agentId });
  if (chance.hits(shares.disposed)) day.later(5, () => work(day, line, { action: 'dispose', agentId, code: chance.pick(['solved', 'call back', 'complaint', 'wrong number']), ...(chance.hits(0.3) && { note: 'As agreed.' }) }));
  if (chance.hits(shares.rated)) day.later(90, async () => { await day.tell(line, { event: 'rated', rating: chance.pick([1, 3, 4, 5, 5]), ...(chance.hits(0.4) && { feedback: 'Quick and kind.' }) }); });
  if (chance.hits(0.5)) day.later(12, () => work(day, line, { action: 'wrap-up-done', agentId }));
}
