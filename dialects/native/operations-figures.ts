import type { Operation } from '#http/index.ts';
import { previewHoursEffect } from './endpoints/calendars/preview-hours-effect.ts';
import { listLeave } from './endpoints/leave/list-leave.ts';
import { setLeave } from './endpoints/leave/set-leave.ts';
import { askForRecount } from './endpoints/recounts/ask-for-recount.ts';
import { getRecount } from './endpoints/recounts/get-recount.ts';
import { listRecounts } from './endpoints/recounts/list-recounts.ts';
import { changeReportPageSettings } from './endpoints/reports/change-report-page-settings.ts';
import { getDealChoices } from './endpoints/reports/get-deal-choices.ts';
import { explainReply } from './endpoints/reports/explain-reply.ts';
import { getAtRisk } from './endpoints/reports/get-at-risk.ts';
import { getFigures } from './endpoints/reports/get-figures.ts';
import { getReportPageSettings } from './endpoints/reports/get-report-page-settings.ts';
import { getSpread } from './endpoints/reports/get-spread.ts';
import { listReportRows } from './endpoints/reports/list-report-rows.ts';
import { listWaitingContacts } from './endpoints/reports/list-waiting-contacts.ts';

/** What the report pages ask, and what they need to know of hours and leave. */
export const figureOperations: readonly Operation[] = [
  getFigures, getSpread, listReportRows, explainReply, getAtRisk, listWaitingContacts, getReportPageSettings, changeReportPageSettings, getDealChoices,
  listLeave, setLeave, previewHoursEffect, askForRecount, listRecounts, getRecount,
];
