export { createWallboardLink, type NewWallboardLink } from './create-wallboard-link.ts';
export { findWallboardLinks } from './find-wallboard-links.ts';
export { openSharedWallboard, type SharedWallboard } from './open-shared-wallboard.ts';
export { revokeWallboardLink } from './revoke-wallboard-link.ts';
export type { WallboardLink } from './wallboard-link.ts';
