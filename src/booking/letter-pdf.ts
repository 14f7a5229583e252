import type PDFDocument from 'pdfkit';
import { codeInPairs } from './code.ts';
import type { Letter } from './letter.ts';
import { letterTexts } from './letter-texts.ts';
import { printable } from './printable.ts';
import { writtenAppointment, writtenDate } from './written.ts';

/**
 * Draws confirmation letters on A4, each on one page, folded for a window envelope: places and sizes are those of form B
 * of DIN 5008. The type is large, for the eyes of people of 80.
 */

type Document = InstanceType<typeof PDFDocument>;

const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

/** How a document is opened for letters. @param dateMs what it says about when it was made */
export function letterDocument(dateMs: number) {
  return {
    size: 'A4',
    // Each letter makes its own page; nothing may spill over onto another one
    autoFirstPage: false,
    margins: { top: mm(10), bottom: mm(8), left: LEFT, right: RIGHT },
    info: { Title: 'Terminbestätigungen', CreationDate: new Date(dateMs) },
  };
}

const LEFT = mm(25);
const RIGHT = mm(20);
const WIDTH = mm(210) - LEFT - RIGHT;
/** The window shows 85 mm from 20 mm on; what is read in it begins at the text's left edge. */
const WINDOW = { width: mm(80), returnAddress: mm(58), address: mm(63.5), height: mm(26.5) };
const DATE_TOP = mm(88);
const BODY_TOP = mm(98.5);
const MARKS = [105, 210];
const SIZE = { body: 14, code: 24, address: 12, returnAddress: 7, returnAddressLeast: 4.5 };

/** Adds one page. @param terms.hotline as it is printed; @param terms.sender stands small above the address, for mail that comes back */
export function drawLetter(document: Document, letter: Letter, terms: { hotline: string; sender?: string }): void {
  document.addPage();
  drawMarks(document);
  drawWindow(document, letter, terms.sender ?? senderOf(letter));
  const texts = letterTexts[letter.language];
  document.font('Helvetica').fontSize(11);
  write(document, writtenDate(letter.bookedAtMs, letter.language), DATE_TOP, { align: 'right' });
  document.font('Helvetica-Bold').fontSize(SIZE.body + 2);
  write(document, texts.subject, BODY_TOP);
  body(document, texts.greeting(letter.address.name));
  body(document, texts.fixed);
  fact(document, texts.first, writtenAppointment(letter.firstMs, letter.language));
  fact(document, texts.second, writtenAppointment(letter.secondMs, letter.language));
  const { name, street, plz, city } = letter.centre;
  fact(document, texts.where, `${name}\n${street}, ${plz} ${city}`);
  document.moveDown(0.6).font('Helvetica').fontSize(SIZE.body).text(`${texts.codeIs}:`);
  document.font('Helvetica-Bold').fontSize(SIZE.code).text(codeInPairs(letter.code), { characterSpacing: 1 });
  fact(document, texts.bringHead, `${texts.bring} ${texts.companion}`, 'Helvetica');
  fact(document, texts.changeHead, texts.change(terms.hotline), 'Helvetica');
  body(document, texts.money);
}

/** Two fold marks and the punch mark, outside of what anybody reads. */
function drawMarks(document: Document): void {
  document.save().lineWidth(0.4).strokeColor('#808080');
  for (const at of MARKS) document.moveTo(mm(5), mm(at)).lineTo(mm(9), mm(at)).stroke();
  document.moveTo(mm(5), mm(148.5)).lineTo(mm(11), mm(148.5)).stroke().restore();
}

function drawWindow(document: Document, { address }: Letter, sender: string): void {
  const inWindow = { width: WINDOW.width, height: WINDOW.height, ellipsis: true };
  document.font('Helvetica').fontSize(SIZE.returnAddress).fillColor('black');
  // Rather smaller than cut off
  const fits = Math.min(1, (0.99 * WINDOW.width) / document.widthOfString(printable(sender)));
  document.fontSize(Math.max(SIZE.returnAddressLeast, SIZE.returnAddress * fits));
  write(document, sender, WINDOW.returnAddress, { ...inWindow, height: SIZE.returnAddress + 2, underline: true });
  document.fontSize(SIZE.address);
  write(document, `${address.name}\n${address.street}\n${address.plz} ${address.city}`, WINDOW.address, inWindow);
}

function senderOf({ centre }: Letter): string {
  return `${centre.name}, ${centre.street}, ${centre.plz} ${centre.city}`;
}

function body(document: Document, text: string): void {
  document.moveDown(0.6).font('Helvetica').fontSize(SIZE.body).text(printable(text), LEFT, document.y, { width: WIDTH });
}

/** A short heading, and below it what matters. */
function fact(document: Document, head: string, text: string, font = 'Helvetica-Bold'): void {
  document
    .moveDown(0.6)
    .font(font === 'Helvetica' ? 'Helvetica-Bold' : 'Helvetica')
    .fontSize(SIZE.body);
  document.text(printable(`${head}:`), LEFT, document.y, { width: WIDTH });
  document.font(font).text(printable(text), { width: WIDTH });
}

function write(document: Document, text: string, top: number, options: PDFKit.Mixins.TextOptions = {}): void {
  document.text(printable(text), LEFT, top, { width: WIDTH, ...options });
}
