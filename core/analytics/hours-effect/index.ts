export { previewHoursEffect, type HoursEffect, type MetricEffect } from './preview-hours-effect.ts';
