import { isDay } from '@/server/domain/kernel/calendar-day';
import { formatYuan } from '@/server/domain/kernel/money';
import type { CellKind, WorkbookCell } from '@/server/domain/kernel/workbook';

/** Where each kind's format stands in the list of `stylesXml`; the header comes after them. */
export const styleOf: Readonly<Record<CellKind | 'header', number>> = { text: 1, yuan: 2, count: 3, decimal: 0, day: 4, time: 5, header: 6 };

export const stylesXml =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE6F0FF"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  '<border><left/><right/><top/><bottom style="thin"><color rgb="FF0958D9"/></bottom><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="7">${[0, 49, 2, 1, 164, 165].map((format) => `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0"${format === 0 ? '' : ' applyNumberFormat="1"'}/>`).join('')}` +
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '</styleSheet>';

/** A, B … Z, AA …: the name of a column, which counts from 0. */
export function columnName(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : columnName(Math.floor(at / 26) - 1) + columnName(at % 26);
}

/** One cell, or nothing where it is empty. What does not fit its kind is written as the text it is, never lost. */
export function cellXml(reference: string, kind: CellKind, value: WorkbookCell): string {
  if (value === null || value === undefined || value === '') return '';
  const number = kind === 'text' ? null : numberOf(kind, value);
  return number === null ? textCell(reference, styleOf.text, String(value)) : `<c r="${reference}" s="${styleOf[kind]}"><v>${number}</v></c>`;
}

/**
 * Text is always text to the program that opens the file, whatever it begins with: the cell says that it holds a string, and
 * its format keeps it one when somebody edits it.
 */
export function textCell(reference: string, style: number, text: string): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

function numberOf(kind: Exclude<CellKind, 'text'>, value: string | number): string | null {
  switch (kind) {
    case 'yuan':
      return typeof value === 'number' && Number.isSafeInteger(value) ? formatYuan(value) : null;
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null;
    case 'decimal':
      return /^-?\d+(\.\d+)?$/.test(String(value)) ? String(value) : null;
    case 'day':
      return serialOfDay(String(value));
    case 'time':
      return serialOfTime(String(value));
  }
}

const dayMs = 86_400_000;
const firstSerialDay = Date.UTC(1899, 11, 30);

/** Spreadsheets hold 1900 for a leap year, so that days before March of it have no serial that all of them agree on. */
function serialOfDay(text: string): string | null {
  return isDay(text) && text >= '1900-03-01' ? String((Date.parse(`${text}T00:00:00Z`) - firstSerialDay) / dayMs) : null;
}

function serialOfTime(text: string): string | null {
  const [, day = '', hours = '', minutes = '', seconds = ''] = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(text) ?? [];
  const serial = serialOfDay(day);
  return serial === null ? null : String(Number(serial) + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400);
}

/** As many characters as a cell can hold. */
const mostCharacters = 32_767;

/**
 * Text for a cell. Halves of characters and code points that are none become the sign for that; control characters, which XML cannot hold,
 * are spelt as the format spells them, and what looks like such a spelling keeps its letters.
 */
export function xmlText(text: string): string {
  const short = text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
  return short
    .replace(/\p{Surrogate}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/_x[0-9A-Fa-f]{4}_/g, (spelling) => `_x005F${spelling}`)
    .replace(/[\0-\x08\x0B-\x1F]/g, (control) => `_x${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
