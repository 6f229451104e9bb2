import { reportFormats, type ReportFormats } from '../format-values.ts';
import type { ReportDocument } from '../report-document.ts';
import { localeOf } from '../locale-of.ts';
import { chartHeight, drawChart } from './draw-chart.ts';
import { drawTable } from './draw-table.ts';
import { drawTiles } from './draw-tiles.ts';
import { colours, contentEnd, innerWidth, lineHeight, openPdf, page, type PdfPage } from './pdf-page.ts';

const chartGap = 22;

/** The report as pages of A4: head, tiles, charts, tables, notes and definitions; each page with its number. */
export async function renderPdf(report: ReportDocument): Promise<Buffer> {
  const pdf = openPdf({ title: report.title, author: report.author, language: report.language, madeAt: report.madeAt });
  const formats = reportFormats(localeOf(report.language), report.zone);
  const newPage = (): number => {
    pdf.doc.addPage();
    return page.top;
  };
  let y = drawHead(pdf, report);
  if (report.tiles.length > 0) y += drawTiles(pdf, report.tiles, y) + 18;
  y = drawCharts(pdf, report, formats, y, newPage);
  for (const table of report.tables) y = drawTable(pdf, table, formats, y, newPage);
  drawNotes(pdf, report, y, newPage);
  drawFooters(pdf, report);
  return pdf.finish();
}

function drawHead({ doc, line, lines }: PdfPage, { title, subtitle, facts }: ReportDocument): number {
  doc.rect(page.left, page.top, 4, 38).fill(colours.first);
  line(title, page.left + 12, page.top - 2, innerWidth - 12, { size: 20, isBold: true });
  line(subtitle, page.left + 12, page.top + 24, innerWidth - 12, { size: 10.5, colour: colours.soft });
  // Short facts in two columns; those that may be long (filters, goals) over the whole width.
  let y = page.top + 50;
  const half = innerWidth / 2;
  let column = 0;
  for (const [label, value] of facts) {
    const isLong = value.length > 60;
    if (isLong && column === 1) {
      y += lineHeight(8.5);
      column = 0;
    }
    const x = page.left + column * half;
    line(label, x, y, 100, { size: 8.5, colour: colours.soft });
    if (isLong) {
      y += lines(value, x + 104, y, innerWidth - 104, { size: 8.5 }, 4);
    } else {
      line(value, x + 104, y, half - 112, { size: 8.5 });
      if (column === 1) y += lineHeight(8.5);
      column = 1 - column;
    }
  }
  if (column === 1) y += lineHeight(8.5);
  return y + 10;
}

function drawCharts(pdf: PdfPage, { charts }: ReportDocument, formats: ReportFormats, from: number, newPage: () => number): number {
  let y = from;
  const width = (innerWidth - chartGap) / 2;
  for (let at = 0; at < charts.length; at += 2) {
    if (y + chartHeight > contentEnd) y = newPage();
    const pair = charts.slice(at, at + 2);
    for (const [nth, chart] of pair.entries()) drawChart(pdf, chart, formats, { x: page.left + nth * (width + chartGap), y, width: pair.length === 1 ? innerWidth : width });
    y += chartHeight + 12;
  }
  return y;
}

function drawNotes({ lines, countLines, line, doc }: PdfPage, { notes, definitions, definitionsTitle }: ReportDocument, from: number, newPage: () => number): void {
  const style = { size: 8, colour: colours.soft };
  let y = from;
  const all = [...notes.map((text) => ({ name: '', text })), ...definitions.map(([name, text]) => ({ name, text }))];
  const needed = 20 + all.reduce((sum, { name, text }) => sum + countLines(text, innerWidth - (name === '' ? 0 : 130), style, 3) * lineHeight(8) + 2, 0);
  if (y + needed > contentEnd) y = newPage();
  doc.moveTo(page.left, y - 6).lineTo(page.left + innerWidth, y - 6).lineWidth(0.5).strokeColor(colours.line).stroke();
  for (const text of notes) y += lines(text, page.left, y, innerWidth, style, 3) + 2;
  line(definitionsTitle, page.left, y + 4, innerWidth, { size: 9, isBold: true });
  y += 4 + lineHeight(9) + 2;
  for (const [name, text] of definitions) {
    line(name, page.left, y, 126, { size: 8, isBold: true });
    y += lines(text, page.left + 130, y, innerWidth - 130, style, 3) + 2;
  }
}

function drawFooters({ doc, line }: PdfPage, { title, author, pageText }: ReportDocument): void {
  const { start, count } = doc.bufferedPageRange();
  for (let nth = start; nth < start + count; nth += 1) {
    doc.switchToPage(nth);
    const y = page.height - page.bottom + 14;
    doc.moveTo(page.left, y - 5).lineTo(page.left + innerWidth, y - 5).lineWidth(0.5).strokeColor(colours.line).stroke();
    line(`${title} · ${author}`, page.left, y, innerWidth - 140, { size: 7.5, colour: colours.soft });
    line(pageText.replace('{page}', String(nth - start + 1)).replace('{pages}', String(count)), page.left + innerWidth - 130, y, 130, { size: 7.5, colour: colours.soft, align: 'right' });
  }
}
