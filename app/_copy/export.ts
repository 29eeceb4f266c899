import type { StepInWords, WordList, Words } from '@/server/domain/words';
import { quantityText } from '../_ui/quantity';
import { columns, files, sheets, templates } from './export-titles';
import { followUpStates } from './fulfilment-words';
import * as labels from './labels';
import { sentenceOf } from './refusals';
import { comparisonClasses, ledgerTies } from './reconciliation';
import { careRoutes, referralMeasures, referralReport } from './referral-report';
import { settlement } from './settlement';
import { differences } from './visit';
import { operandName, working } from './working';

export { agreementPrint } from './agreement-print';

const lists: Readonly<Record<WordList, Readonly<Record<string, string>>>> = {
  sheet: sheets,
  column: columns,
  file: files,
  insutype: labels.insutypes,
  medType: labels.medTypes,
  level: labels.levels,
  pool: labels.pools,
  visitStatus: labels.visitStatuses,
  difference: differences,
  sex: labels.sexes,
  yesNo: { yes: '是', no: '' },
  importKind: labels.importKinds,
  prepaymentStatus: labels.prepaymentStatuses,
  prepaymentBasis: labels.prepaymentBases,
  budgetScope: labels.budgetScopes,
  budgetMethod: labels.budgetMethods,
  correctionReason: labels.correctionReasons,
  feeRunStatus: labels.feeRunStatuses,
  followUpState: followUpStates,
  feeLineKind: labels.feeLineKinds,
  settlementStatus: labels.settlementStatuses,
  settlementMethod: labels.settlementMethods,
  objectionStatus: labels.objectionStatuses,
  disposalKind: labels.disposalKinds,
  amount: settlement.compare.amounts,
  input: settlement.compare.inputs,
  comparison: comparisonClasses,
  differenceStatus: labels.differenceStatuses,
  ledgerTie: ledgerTies,
  confidence: labels.confidences,
  keyGroup: labels.keyGroups,
  contractStatus: labels.contractStatuses,
  channel: labels.contractChannels,
  terminationReason: labels.terminationReasons,
  teamRole: labels.teamRoles,
  profession: labels.professions,
  capacityKind: labels.capacityKinds,
  careRoute: careRoutes,
  declineCode: { ...labels.declineCodes, none: referralReport.flow.noReason },
  postingKind: labels.postingKinds,
  referralMeasure: referralMeasures,
  template: templates,
};

/** The words of the screens, for files. */
export const words: Words = {
  label: (list, code) => (code === null || code === undefined ? '' : labels.labelOf(lists[list], code)),
  step: (step): StepInWords => ({
    name: labels.labelOf(working.steps, step.step),
    formula: labels.labelOf(working.formulas, step.formula),
    operands: Object.entries(step.operands)
      .map(([name, quantity]) => `${operandName(step.step, name)} ${working.is} ${quantityText(quantity)}`)
      .join('；'),
    result: quantityText(step.result),
    clause: step.clause ?? '',
    confidence: step.confidence === null ? '' : labels.labelOf(labels.confidences, step.confidence),
  }),
  sentence: sentenceOf,
};
