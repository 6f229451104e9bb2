export { openCrmCaller, setCrmCallSecret, type CrmCaller } from './calls/call-secret.ts';
export { forgetCrmContacts, type GoneContacts } from './calls/forget-contacts.ts';
export { changeCrmMapping, connectCrm, disconnectCrm, replaceCrmSecret, startCrmSync, type CrmInput, type CrmMapping } from './change-connections.ts';
export { crmParts, type CrmConnection, type CrmCounts, type CrmPart, type CrmRunStep, type CrmState } from './connection.ts';
export { crmProblem } from './crm-problem.ts';
export { openFileSource } from './file/file-source.ts';
export { dealsFileBytesMax, readDealsFile, type DealsFile } from './file/read-deals-file.ts';
export { countCrmRows, findCrmConnection, findCrmConnections, findCrmProperties, findCrmRuns, getCrmConnection, openCrmConnection, readCrmFile, type CrmRun } from './find-connections.ts';
export { findCrmLists, type CrmListHere } from './lists/find-lists.ts';
export {
  CrmTrouble, type CrmContact, type CrmCursor, type CrmDeal, type CrmList, type CrmObject, type CrmOpening, type CrmOwner, type CrmPage, type CrmProperty, type CrmReplyTimes, type CrmSecret, type CrmSource, type CrmSources,
  type CrmStage, type CrmStep, type CrmTroubleKind,
} from './source.ts';
export { eraseCrmAddresses, type CrmLeft } from './store/erase-addresses.ts';
export { eraseCrmRows } from './store/sweep.ts';
export { crmEveryMs, findOverdueSyncs, runCrmSync, type CrmOutcome, type CrmSync } from './sync/run-sync.ts';
export type { MeanReplyTimes } from './sync/take-step.ts';
