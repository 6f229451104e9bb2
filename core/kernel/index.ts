export { requirePermission, seesAll, systemAct, type Act, type Actor, type Origin } from './act.ts';
export { allPermissions, builtInRoles, isPermission, type Permission } from './permission.ts';
export { CoreError, invalid, notFound, type ErrorCode, type FieldProblem } from './core-error.ts';
export { problemKeys, type ProblemKey, type ProblemValues } from './problem-key.ts';
export { nowText, systemClock, testClock, type Clock } from './clock.ts';
export { domainOf, isMailAddress, normaliseAddress } from './mail-address.ts';
export { safeFileName } from './safe-file-name.ts';
export { sniffMediaType } from './sniff-media-type.ts';
