import type { QueueFigures } from '../api/wallboard.ts';

/** How a queue keeps its promise today: null where nobody was judged yet. */
export const levelOf = ({ serviceLevel: { percent }, targetPercent }: Pick<QueueFigures, 'serviceLevel' | 'targetPercent'>): 'met' | 'missed' | null => (percent === null ? null : percent >= targetPercent ? 'met' : 'missed');

export const percentText = (percent: number | null, locale: string): string => (percent === null ? '–' : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100));
