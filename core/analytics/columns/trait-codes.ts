/**
 * What the figures ask of a row besides its spans, as one number of 20 bits: traits (12), goal kept (2: 0 none, 1 no, 2 yes), band and one (4, 0: none), and two flags: of a message what the party did (sent,
 * received), of a first reply whether it is credited (both).
 */
export const codesEnd = 1 << 20;
export const traitsMask = 4_095;
export const goalShift = 12;
export const bandShift = 14;
export const bandsMax = 14;
export const sentFlag = 1 << 18;
export const receivedFlag = 1 << 19;
export const creditedFlag = sentFlag | receivedFlag;
