export type { Channel } from './channel.ts';
export { ensureChannel, type ChannelInput } from './ensure-channel.ts';
export { findChannelByAddress, findChannels, getChannel } from './find-channels.ts';
