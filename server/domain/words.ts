import type { Refusal } from './kernel/outcome';
import type { CellKind, WorkbookColumn } from './kernel/workbook';
import type { WorkingStep } from './policy/cited';

/** A list of codes that has words. */
export type WordList =
  | 'sheet'
  | 'column'
  | 'file'
  | 'insutype'
  | 'medType'
  | 'level'
  | 'pool'
  | 'visitStatus'
  | 'difference'
  | 'sex'
  | 'yesNo'
  | 'importKind'
  | 'prepaymentStatus'
  | 'prepaymentBasis'
  | 'budgetScope'
  | 'budgetMethod'
  | 'correctionReason'
  | 'feeRunStatus'
  | 'followUpState'
  | 'feeLineKind'
  | 'settlementStatus'
  | 'settlementMethod'
  | 'objectionStatus'
  | 'disposalKind'
  | 'amount'
  | 'input'
  | 'comparison'
  | 'differenceStatus'
  | 'ledgerTie'
  | 'confidence'
  | 'keyGroup'
  | 'contractStatus'
  | 'channel'
  | 'terminationReason'
  | 'teamRole'
  | 'profession'
  | 'capacityKind'
  | 'careRoute'
  | 'declineCode'
  | 'postingKind'
  | 'referralMeasure'
  | 'template';

/** A step of a calculation in words, a cell each. */
export interface StepInWords {
  readonly name: string;
  readonly formula: string;
  readonly operands: string;
  readonly result: string;
  readonly clause: string;
  readonly confidence: string;
}

/**
 * Words for what leaves the system as a file. Rules and verbs do not speak; whoever starts them hands them the words of the
 * screens, so that a file says what the screen says.
 */
export interface Words {
  /** The code itself where the list does not know it; empty for none. */
  readonly label: (list: WordList, code: string | null | undefined) => string;
  readonly step: (step: WorkingStep) => StepInWords;
  readonly sentence: (refusal: Refusal) => string;
}

/** Columns of a sheet, titled by their codes in the list `column`. */
export function columnsOf(words: Words, columns: readonly (readonly [code: string, kind: CellKind, width?: number])[]): WorkbookColumn[] {
  return columns.map(([code, kind, width]) => ({ title: words.label('column', code), kind, ...(width === undefined ? {} : { width }) }));
}
