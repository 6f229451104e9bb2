import type { ReportLanguage } from '#core/reports/index.ts';
import { reportWords } from './report-words.ts';

export const localeOf = (language: ReportLanguage): string => reportWords(language).localeOf;
