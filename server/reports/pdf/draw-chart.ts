import type { ReportFormats } from '../format-values.ts';
import type { ReportChart } from '../report-document.ts';
import { colours, lineHeight, seriesColours, type PdfPage } from './pdf-page.ts';

export const chartHeight = 186;
const headHeight = 30;
const axisHeight = 16;
const axisWidth = 46;

interface Area { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** A chart with its title, legend and axis in a rectangle. The same figures stand in a table of the report. */
export function drawChart(pdf: PdfPage, chart: ReportChart, formats: ReportFormats, { x, y, width }: { x: number; y: number; width: number }): void {
  const { line } = pdf;
  line(chart.title, x, y, width, { size: 9.5, isBold: true });
  const area: Area = { x: x + axisWidth, y: y + headHeight, width: width - axisWidth - 6, height: chartHeight - headHeight - axisHeight - 12 };
  if (chart.kind === 'heat') {
    drawHeat(pdf, chart, formats, area);
    return;
  }
  drawLegend(pdf, chart, x, y + 14);
  const top = niceTop(chart);
  drawAxis(pdf, chart, formats, area, top);
  if (chart.kind === 'bars') drawBars(pdf, chart, area, top);
  else drawLines(pdf, chart, area, top);
  drawColumns(pdf, chart, area);
}

function drawLegend({ doc, line, widthOf }: PdfPage, { series }: ReportChart, x: number, y: number): void {
  let at = x;
  for (const [nth, { name }] of series.entries()) {
    doc.rect(at, y + 2, 7, 7).fill(colourOf(nth));
    line(name, at + 10, y, 140, { size: 7.5, colour: colours.soft });
    at += 22 + Math.min(140, widthOf(name, { size: 7.5 }));
  }
}

const colourOf = (nth: number): string => seriesColours[nth % seriesColours.length]!;

/** A round number at or over the largest value; 1 where there is none. Durations in steps that people count in. */
export function niceTop({ series, valueKind }: Pick<ReportChart, 'series' | 'valueKind'>): number {
  const largest = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  if (valueKind === 'percent') return 100;
  if (largest === 0) return valueKind === 'duration' ? 60 : 4;
  if (valueKind === 'duration') {
    const step = durationSteps.find((each) => each * 4 >= largest) ?? Math.ceil(largest / 4 / 86_400) * 86_400;
    return step * 4;
  }
  const power = 10 ** Math.floor(Math.log10(largest / 4));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each * 4 >= largest && Number.isInteger(each)) ?? Math.ceil(largest / 4));
  return step * 4;
}

const durationSteps = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000];

function drawAxis({ doc, line }: PdfPage, { valueKind }: ReportChart, formats: ReportFormats, { x, y, width, height }: Area, top: number): void {
  for (let step = 0; step <= 4; step += 1) {
    const at = y + height - (height * step) / 4;
    doc.moveTo(x, at).lineTo(x + width, at).lineWidth(step === 0 ? 0.8 : 0.4).strokeColor(step === 0 ? colours.soft : colours.line).stroke();
    const value = (top * step) / 4;
    const text = valueKind === 'duration' ? shortDuration(value) : valueKind === 'percent' ? `${value} %` : formats.count(value);
    line(text, x - axisWidth, at - 4.5, axisWidth - 5, { size: 7, colour: colours.soft, align: 'right' });
  }
}

/** `45 s`, `15 min`, `1 h 30 min`: without the parts that are zero. */
function shortDuration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60}`;
}

function drawBars({ doc }: PdfPage, { series, columns }: ReportChart, { x, y, width, height }: Area, top: number): void {
  const slot = width / Math.max(1, columns.length);
  const bar = Math.min(26, (slot * 0.76) / series.length);
  for (const [nth, { values }] of series.entries()) {
    for (const [at, value] of values.entries()) {
      if (value === null || value <= 0) continue;
      const tall = (height * value) / top;
      doc.rect(x + slot * at + (slot - bar * series.length) / 2 + bar * nth, y + height - tall, Math.max(0.6, bar - 0.4), tall).fill(colourOf(nth));
    }
  }
}

function drawLines({ doc }: PdfPage, { series, columns }: ReportChart, { x, y, width, height }: Area, top: number): void {
  const slot = width / Math.max(1, columns.length);
  const place = (at: number, value: number): [number, number] => [x + slot * (at + 0.5), y + height - (height * value) / top];
  for (const [nth, { values }] of series.entries()) {
    let isOpen = false;
    for (const [at, value] of values.entries()) {
      if (value === null) {
        isOpen = false; // nothing to show is a gap, not a zero
        continue;
      }
      const [px, py] = place(at, value);
      if (isOpen) doc.lineTo(px, py);
      else doc.moveTo(px, py);
      isOpen = true;
    }
    doc.lineWidth(1.4).strokeColor(colourOf(nth)).stroke();
    for (const [at, value] of values.entries()) {
      if (value !== null) doc.circle(...place(at, value), columns.length > 40 ? 1.1 : 1.8).fill(colourOf(nth));
    }
  }
}

/** As many names as there is room for, the first always. */
function drawColumns({ line, widthOf }: PdfPage, { columns }: ReportChart, { x, y, width, height }: Area): void {
  const slot = width / Math.max(1, columns.length);
  const widest = Math.min(96, Math.max(...columns.map((name) => widthOf(name.slice(0, 40), { size: 7 })), 8) + 6);
  const isTight = slot < widest;
  const every = columns.length > 20 || slot >= 40 ? Math.max(1, Math.ceil(widest / slot)) : 1;
  for (const [at, name] of columns.entries()) {
    if (at % every !== 0) continue;
    const room = isTight ? slot * every : slot;
    line(name, x + slot * (at + 0.5) - room / 2 + 1, y + height + 3 + (isTight && every === 1 && at % 2 === 1 ? lineHeight(7) : 0), Math.max(room, 14) - 2, { size: 7, colour: colours.soft, align: 'center' });
  }
}

function drawHeat(pdf: PdfPage, { columns, series }: ReportChart, formats: ReportFormats, { x, y, width, height }: Area): void {
  const { doc, line } = pdf;
  const largest = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const [cellWidth, cellHeight] = [width / columns.length, (height + 14) / series.length];
  for (const [row, { name, values }] of series.entries()) {
    const top = y - 12 + cellHeight * row;
    line(name, x - axisWidth, top + cellHeight / 2 - 4.5, axisWidth - 5, { size: 7, colour: colours.soft, align: 'right' });
    for (const [column, value] of values.entries()) {
      const share = (value ?? 0) / largest;
      doc.rect(x + cellWidth * column, top, cellWidth - 0.8, cellHeight - 0.8).fill(blend(share));
      if ((value ?? 0) > 0 && cellWidth > 11) line(formats.count(value), x + cellWidth * column, top + cellHeight / 2 - 4, cellWidth - 0.8, { size: 5.8, colour: share > 0.55 ? '#ffffff' : colours.ink, align: 'center' });
    }
  }
  for (const [column, name] of columns.entries()) if (column % 3 === 0) line(name, x + cellWidth * column, y - 12 + cellHeight * series.length + 2, cellWidth * 2, { size: 7, colour: colours.soft });
}

/** From nearly white to the first colour. */
function blend(share: number): string {
  const mix = (from: number, to: number): string => Math.round(from + (to - from) * share).toString(16).padStart(2, '0');
  return `#${mix(0xf1, 0x24)}${mix(0xf4, 0x56)}${mix(0xf9, 0xb8)}`;
}
