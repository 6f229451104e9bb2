export { findForecast, type Forecast, type ForecastInterval, type StaffingGap } from './find-forecast.ts';
export { findStaffingPlan, setStaffingPlan, type PlanDay, type PlanSpan } from './staffing-plan.ts';
