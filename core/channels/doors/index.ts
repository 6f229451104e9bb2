export { findContactByPubsubToken, findContactsByPubsubTokens, findDoor, getPubsubToken, type Door, type KnownContact } from './find-door.ts';
export { changeDoor, ensureDoor, findDoorsOf, getIdentityKey, type ChannelDoor } from './get-door.ts';
export { identityHash, identityKeyOf, isIdentityProved, type IdentityKeyOf } from './identity.ts';
