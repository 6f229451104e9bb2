export { findForecast, type Forecast, type ForecastInterval, type StaffingGap } from './find-forecast.ts';
export { changeStaffingSettings, getStaffingSettings, type StaffingSettings } from './staffing-settings.ts';
export { findStaffingPlan, setStaffingPlan, type PlanDay, type PlanSpan } from './staffing-plan.ts';
