import { usePreferences } from '../../app/use-preferences.tsx';
import { hoursEnglish, type HoursTexts } from '../../texts/hours-english.ts';
import { hoursGerman } from '../../texts/hours-german.ts';

export function useHoursTexts(): HoursTexts {
  return usePreferences().texts.otherLanguageCode === 'en' ? hoursGerman : hoursEnglish;
}
