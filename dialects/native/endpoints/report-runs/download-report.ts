import { getReportFile } from '#core/reports/index.ts';
import { fileOperation } from '#http/index.ts';
import { IdParams } from '../../schemas/shared.ts';

export const downloadReport = fileOperation({
  id: 'reportRuns.download',
  path: '/native/v1/report-runs/{id}/file',
  tag: 'Reports',
  summary: 'The file of a run; 404 before it is made and after 30 days',
  mediaTypes: ['application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'],
  params: IdParams,
  async handle({ act, snapshot, params: { id } }) {
    const { fileName, mediaType, bytes } = await snapshot((tx) => getReportFile(tx, act, id));
    return { mediaType, byteCount: bytes.byteLength, fileName, disposition: 'attachment', open: async () => bytes };
  },
});
