export { createLiveServer, type LiveServer, type LiveServerOptions } from './live-server.ts';
export type { LiveCaller, LivePorts, PresenceNow } from './ports.ts';
export { clientMessages, serverMessages, type ClientMessage, type LiveChange, type LivePerson, type ServerMessage } from './live-message.ts';
export { cableClientMessages, cableServerMessages } from './cable/cable-message.ts';
export { closeCode, closeWords } from './close-code.ts';
export { cableProtocol, createCableServer, type CableServer, type CableServerOptions } from './cable/cable-server.ts';
export type { Audience, CableCaller, CableFrame, CablePorts, CablePresence, RoomName } from './cable/cable-ports.ts';
