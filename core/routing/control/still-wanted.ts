import { isEnded, type Interaction } from '#core/interactions/index.ts';
import type { NewControlCommand } from './control-command.ts';

/**
 * Whether the line still has to do what it was told and has not acknowledged: a ring that was taken back meanwhile must not ring again. `isRinging`: the offer of the command is
 * open. Pure.
 */
export function isStillWanted({ command, agentId, data, kind }: Pick<NewControlCommand, 'command' | 'agentId' | 'data' | 'kind'>, interaction: Interaction, isRinging: boolean): boolean {
  const isOver = isEnded(interaction);
  const customer = interaction.parties.find((party) => party.kind === 'customer');
  const agent = interaction.parties.findLast((party) => party.kind === 'agent' && party.agentId === agentId && party.leftMs === null);
  switch (command) {
    case 'ring': return isRinging;
    case 'stop-ringing': return !isRinging;
    // What is connected was connected by the line.
    case 'connect': case 'dial': return !isOver && agent !== undefined && (kind === 'chat' || agent.state === 'connecting');
    case 'join': return !isOver && agent !== undefined;
    case 'leave': return !isOver && agent === undefined;
    case 'hold': return !isOver && customer?.state === 'on-hold';
    case 'resume': return !isOver && customer?.state === 'connected';
    case 'transfer': return interaction.transfers.at(-1)?.state === 'transferring';
    case 'play': return data.sound === 'waiting' ? interaction.state === 'queued' : !isOver || interaction.state === 'deflected';
    case 'voicemail': return interaction.state === 'voicemail';
    case 'hang-up': case 'delete-recording': return true;
  }
}
