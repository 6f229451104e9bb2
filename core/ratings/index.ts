export { createSurveyReactor, type SurveyPorts } from './survey-reactor.ts';
export { ratingsConsumer } from './ratings-consumer.ts';
export { findRatings, findRatingsOf, reportRatings, type Rating, type RatingsFilter, type RatingsReport } from './find-ratings.ts';
export { findSurvey, surveyQuestion, type Survey } from './find-survey.ts';
