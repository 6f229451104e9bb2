export { reserveAccountId } from './reserve-account-id.ts';
export { accountLanguages, changeAccount, setAccountZone, type AccountChange, type AccountLanguage } from './change-account.ts';
export { createAccount } from './create-account.ts';
export { deleteAccount, graceDaysUsual, type AccountDeletion } from './erasure/delete-account.ts';
export { eraseAccount, takeErasure, type AccountFiles } from './erasure/erase-account.ts';
export { findErasures, type Erasure } from './erasure/find-erasures.ts';
export { findDeletionToMail, signDeletion, takeOwnersToTell, type DeletionRef, type OwnerToTell } from './erasure/tell-owners.ts';
export { findDeletionToUndo, restoreAccount, restoreAccountBySecret } from './erasure/restore-account.ts';
export { findAccountAges, findAccounts, getAccount, getAccountSettings, getOwnAccount, isTotpRequired, type Account, type AccountSettings } from './find-accounts.ts';
export { setupAccount, type SetupInput, type SetupResult } from './setup-account.ts';
export { createClaim, type Claim } from './claims/create-claim.ts';
export { isClaimUsable, useClaim, type ClaimInput } from './claims/use-claim.ts';
export type { Principal } from './principal.ts';
export { checkAddress, checkName, isStorable } from './check-name.ts';
export { checkZone } from './check-zone.ts';

export { createUser, insertUser, userThere, type NewUser } from './users/create-user.ts';
export { forgetUser, setUser, type UserChange } from './users/set-user.ts';
export { findUserByEmail, getUser, type User } from './users/find-user.ts';
export { changeUser } from './users/change-user.ts';
export { disableUser, enableUser } from './users/disable-user.ts';

export { addMember } from './members/add-member.ts';
export { changeRole } from './members/change-role.ts';
export { defineRole, findRoles, type Role } from './members/define-role.ts';
export { endMember } from './members/end-member.ts';
export { findMembers, getMemberRow, type MemberRow } from './members/find-members.ts';
export { findUsersWho, type UserWho } from './members/find-users-who.ts';
export { findMemberships, type Membership } from './members/find-memberships.ts';
export { findUserPlaces, hasOwner, type UserPlace } from './members/find-user-places.ts';
export { getMember, type Member } from './members/get-member.ts';
export { linkAgent } from './members/link-agent.ts';
export { authenticateMemberToken, authenticateMemberTokens, getMemberPubsubToken, renewMemberPubsubToken } from './members/pubsub-token.ts';

export { acceptInvitation, type InvitationAcceptance } from './invitations/accept-invitation.ts';
export { createInvitation, type NewInvitation } from './invitations/create-invitation.ts';
export { findInvitations, lookUpInvitation, type InvitationAttempt } from './invitations/find-invitations.ts';
export { findInvitationToMail, recordInvitationMail } from './invitations/mail-invitation.ts';
export { revokeInvitation } from './invitations/revoke-invitation.ts';
export type { Invitation, InvitationMail } from './invitations/invitation.ts';

export { changePassword } from './passwords/change-password.ts';
export { confirmPassword } from './passwords/confirm-password.ts';
export { hashPassword } from './passwords/hash-password.ts';
export { checkPassword } from './passwords/password-rules.ts';
export { askForPasswordReset, createPasswordLink, createPasswordReset, findUserToReset, lookUpPasswordReset, sweepPasswordResets, usePasswordReset } from './passwords/mailed-reset.ts';
export { resetPassword } from './passwords/reset-password.ts';
export type { PasswordChanged } from './passwords/store-password.ts';
export { verifyPassword, type PasswordAttempt, type VerifiedPassword } from './passwords/verify-password.ts';
export { sweepAttempts } from './throttle/attempt-window.ts';

export { beginTotp, confirmTotp, removeTotp } from './totp/enrol-totp.ts';
export { countRecoveryCodes, makeRecoveryCodes } from './totp/recovery-codes.ts';
export { verifyTotp, type TotpAttempt } from './totp/verify-totp.ts';

export { recheckAccess, type Access, type AccessNow } from './sessions/recheck-access.ts';
export { authenticateSession, type SessionPrincipal } from './sessions/authenticate-session.ts';
export { endAllSessions, endSession } from './sessions/end-sessions.ts';
export { endOtherSessions, endOwnSession, findOwnSessions, type SessionRow } from './sessions/find-sessions.ts';
export { signInByPassword, type SignedIn, type SignInInput } from './sessions/sign-in.ts';
export { startSession, type NewSession, type SessionInput, type SessionMethod } from './sessions/start-session.ts';

export { authenticateToken, type TokenAttempt, type TokenPrincipal } from './tokens/authenticate-token.ts';
export { createSignInLink, isSignInLinkUsable, sweepSignInLinks, useSignInLink } from './sign-in-links/sign-in-links.ts';

export { createToken, type NewToken, type TokenInput } from './tokens/create-token.ts';
export { findTokens, getToken, type TokenRow } from './tokens/find-tokens.ts';
export { revokeToken } from './tokens/revoke-token.ts';

export { loadSecretKey } from './seal/load-secret-key.ts';
export { seal, unseal, type SealedPlace } from './seal/seal.ts';
export { parseSecretKey, type SecretKey } from './seal/secret-key.ts';

export { isSecretShaped, newSecret, secretHash } from './secret.ts';
export { countAttempt, type AttemptWindow } from './throttle/attempt-window.ts';
export { networkOf } from './throttle/network-of.ts';
