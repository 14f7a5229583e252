import type PDFDocument from 'pdfkit';
import { type DayList, dayListCells, dayListTotals } from './day-list.ts';
import { printable } from './printable.ts';
import { writtenAppointment, writtenDate } from './written.ts';

/** Draws a centre's day list on A4, with head and foot on each page: sheets that fall apart can be put together again. */

type Document = InstanceType<typeof PDFDocument>;

const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

const LEFT = mm(15);
const WIDTH = mm(180);
const TABLE_TOP = mm(40);
const ROW_HEIGHT = mm(8);
const ROWS_A_PAGE = 28;
/** Where each column begins, in mm from the left edge of the table, and its heading. */
const COLUMNS = [
  { at: 10, head: 'Zeit' },
  { at: 26, head: 'Dosis' },
  { at: 42, head: 'Impfstoff' },
  { at: 72, head: 'Terminnummer' },
  { at: 106, head: 'Geboren' },
  { at: 134, head: 'Zusammen mit' },
];

/** How a document is opened for day lists. @param nowMs what it says about when it was made */
export function dayListDocument(nowMs: number) {
  return { size: 'A4', autoFirstPage: false, margin: 0, info: { Title: 'Tagesliste', CreationDate: new Date(nowMs) } };
}

/** Draws the whole list; a day without anybody is one page that says so. */
export function drawDayList(document: Document, list: DayList, nowMs: number): void {
  const pages = Math.max(1, Math.ceil(list.entries.length / ROWS_A_PAGE));
  for (let page = 0; page < pages; page += 1) {
    document.addPage();
    drawHead(document, list);
    const entries = list.entries.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE);
    entries.forEach((entry, row) => {
      drawRow(document, row, [String(page * ROWS_A_PAGE + row + 1), ...dayListCells(entry)]);
    });
    if (list.entries.length === 0) cell(document, 'An diesem Tag ist niemand angemeldet.', 0, TABLE_TOP + ROW_HEIGHT);
    drawFoot(document, `Stand ${writtenAppointment(nowMs, 'de')} · vertraulich: Gesundheitsdaten`, `Seite ${page + 1} von ${pages}`);
  }
}

function drawHead(document: Document, list: DayList): void {
  document.font('Helvetica-Bold').fontSize(16);
  cell(document, list.centre, 0, mm(12));
  document.font('Helvetica').fontSize(12);
  cell(document, `${list.kreis} · ${dayInWords(list.day)}`, 0, mm(20));
  cell(document, dayListTotals(list.entries), 0, mm(27));
  document.font('Helvetica-Bold').fontSize(10);
  for (const { at, head } of COLUMNS) cell(document, head, at, TABLE_TOP - mm(2));
}

function drawRow(document: Document, row: number, [number = '', ...cells]: string[]): void {
  const top = TABLE_TOP + mm(4) + row * ROW_HEIGHT;
  document.save().lineWidth(0.4).strokeColor('#a0a0a0');
  document
    .moveTo(LEFT, top - mm(1.6))
    .lineTo(LEFT + WIDTH, top - mm(1.6))
    .stroke()
    .restore();
  document.font('Helvetica').fontSize(9);
  cell(document, number, 0, top + 2);
  document.fontSize(12);
  cells.forEach((text, column) => {
    cell(document, text, COLUMNS[column]?.at ?? 0, top);
  });
}

function drawFoot(document: Document, left: string, right: string): void {
  document.font('Helvetica').fontSize(9);
  cell(document, left, 0, mm(285));
  document.text(right, LEFT, mm(285), { width: WIDTH, align: 'right', lineBreak: false });
}

/** One line of text; `at` in mm from the left edge of the table. */
function cell(document: Document, text: string, at: number, top: number): void {
  document.text(printable(text), LEFT + mm(at), top, { lineBreak: false });
}

function dayInWords(day: string): string {
  // Noon is on that day wherever Germany's clocks stand
  return writtenDate(Date.parse(`${day}T12:00:00Z`), 'de');
}
