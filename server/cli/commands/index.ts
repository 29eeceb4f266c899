import type { Command } from '../command';
import { createApiKeyCommand, listApiKeysCommand, revokeApiKeyCommand } from './api-key';
import { createAccountCommand } from './create-account';
import { importDiagnosesCommand } from './import-diagnoses';
import { importHolidaysCommand } from './import-holidays';
import { importContractsCommand, importIdentitiesCommand, importInstitutionsCommand, importRecognitionsCommand, importResidentsCommand, importScoresCommand, importVisitsCommand } from './import';
import { exportContractsCommand, exportResidentsCommand, exportTeamsCommand } from './export';
import { reviewContractsCommand, reviewResidentsCommand } from './review';
import { init } from './init';
import { migrate, verifyAudit } from './maintenance';
import { addTeam, closeMonthCommand, settleYear } from './region-work';
import { adjudicateCommand } from './adjudicate';
import { findDuplicatesCommand } from './find-duplicates';
import { resetPasswordCommand } from './reset-password';
import { demoLogins, seedDemoCommand } from './seed';
import { scanWarningsCommand } from './scan-warnings';
import { tryPolicyCommand } from './try-policy';
import { settleCommand } from './settle';
import { verifyAgreementsCommand } from './verify-agreements';
import { verifyContractsCommand } from './verify-contracts';
import { verifyLedgerCommand } from './verify-ledger';
import { verifyStatementCommand } from './verify-statement';

/** Every command, in the order in which help tells them. */
export const commands: readonly Command[] = [
  migrate,
  init,
  seedDemoCommand,
  demoLogins,
  importInstitutionsCommand,
  importResidentsCommand,
  importContractsCommand,
  importRecognitionsCommand,
  importIdentitiesCommand,
  importVisitsCommand,
  importScoresCommand,
  importDiagnosesCommand,
  importHolidaysCommand,
  reviewResidentsCommand,
  reviewContractsCommand,
  exportResidentsCommand,
  exportContractsCommand,
  exportTeamsCommand,
  addTeam,
  closeMonthCommand,
  scanWarningsCommand,
  findDuplicatesCommand,
  tryPolicyCommand,
  settleYear,
  createAccountCommand,
  resetPasswordCommand,
  createApiKeyCommand,
  listApiKeysCommand,
  revokeApiKeyCommand,
  verifyLedgerCommand,
  verifyContractsCommand,
  verifyAudit,
  verifyAgreementsCommand,
  adjudicateCommand,
  settleCommand,
  verifyStatementCommand,
];
