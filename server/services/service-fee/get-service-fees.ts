import { type FeeLineView, type InstitutionFees, findFeeRun, listFeeLines, listInstitutionFees } from '@/db/queries/service-fee';
import { listActorNames } from '@/db/queries/settlement';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type Outcome, type Refusal, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { GenericRefusal } from '@/server/domain/refusals';
import { type ServiceFeeRefusal, decideFeeRun } from '@/server/domain/service-fee/fee-run';
import type { FeeRunStatus } from '@/server/domain/service-fee/service-fee';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ServiceFeeRunView {
  readonly month: Month;
  readonly attempt: number;
  readonly status: FeeRunStatus;
  readonly proposedByName: string;
  readonly proposedAt: number;
  readonly decidedByName: string | null;
  readonly decidedAt: number | null;
  readonly decisionReason: string | null;
  /** Of what lies within reach, by payer. */
  readonly fundFen: Fen;
  readonly publicHealthFen: Fen;
  readonly personFen: Fen;
  readonly heldFen: Fen;
  readonly institutions: readonly InstitutionFees[];
  readonly whyNotApprove: readonly Refusal<ServiceFeeRefusal['code']>[];
  readonly whyNotWithdraw: readonly Refusal<ServiceFeeRefusal['code']>[];
}

/** One month's latest run, summed by institution and kind, as far as the actor's reach goes. */
export async function getServiceFees(context: ServiceContext, month: Month): Promise<Outcome<ServiceFeeRunView, GenericRefusal>> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const run = await findFeeRun(q, reach.regionCode, month);
  if (!run) return refuse({ code: 'not_found', facts: { what: 'service_fee' } });
  const institutions = await listInstitutionFees(q, reach, run);
  const names = await listActorNames(q, [run.proposedBy, run.decidedBy]);
  const { attempt, status, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason } = run;
  const by = actorRef(context.actor);
  const reasons = (step: 'approve' | 'withdraw') => {
    const decision = decideFeeRun({ month, run: { status, proposedBy } }, by, step);
    return decision.ok ? [] : decision.refusals;
  };
  const total = (of: (row: InstitutionFees) => Fen) => sumFen(institutions.map(of));
  return accept({
    ...{ month, attempt, status, proposedAt, decidedAt, decisionReason },
    proposedByName: names(proposedBy),
    decidedByName: decidedBy === null ? null : names(decidedBy),
    fundFen: total(({ fundFen }) => fundFen),
    publicHealthFen: total(({ publicHealthFen }) => publicHealthFen),
    personFen: total(({ personFen }) => personFen),
    heldFen: total(({ heldFen }) => heldFen),
    institutions,
    whyNotApprove: reasons('approve'),
    whyNotWithdraw: reasons('withdraw'),
  });
}

export interface ServiceFeeLinesInput {
  readonly month: Month;
  readonly institutionCode: string;
  readonly page: number;
  readonly pageSize: number;
}

/** One institution's contracts in a month's latest run, a page at a time. */
export async function listServiceFeeLines(context: ServiceContext, { month, institutionCode, page, pageSize }: ServiceFeeLinesInput): Promise<Outcome<{ rows: FeeLineView[]; total: number }, GenericRefusal>> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const run = await findFeeRun(q, reach.regionCode, month);
  const own = run ? (await listInstitutionFees(q, reach, run)).filter((row) => row.institutionCode === institutionCode) : [];
  if (!run || own.length === 0) return refuse({ code: 'not_found', facts: { what: 'service_fee' } });
  const rows = await listFeeLines(q, reach, run, institutionCode, { limit: pageSize, offset: (page - 1) * pageSize });
  return accept({ rows, total: own.reduce((sum, { lines }) => sum + lines, 0) });
}
