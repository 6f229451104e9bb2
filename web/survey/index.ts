export { surveyGonePage, surveyPage, surveyThanksPage, type SurveyPage } from './survey-page.ts';
export { surveyTextsFor, type SurveyTexts } from './texts.ts';
