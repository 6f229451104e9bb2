import { usePreferences } from '../app/use-preferences.tsx';
import { reportsEnglish, type ReportTexts } from '../texts/reports-english.ts';
import { reportsGerman } from '../texts/reports-german.ts';

/** Texts of the report pages: few see them, so they come with the pages, not with the first load. */
export function useReportTexts(): ReportTexts {
  const { texts } = usePreferences();
  return texts.otherLanguageCode === 'en' ? reportsGerman : reportsEnglish;
}
