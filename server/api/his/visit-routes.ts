import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Adjudication } from '@/server/domain/benefit/adjudication';
import { waitingReasons } from '@/server/domain/benefit/waiting-refund';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { AnyRefusal } from '@/server/domain/refusals';
import { insutypes, medTypes } from '@/server/domain/registry/codes';
import type { Visit } from '@/server/domain/visit/visit';
import type { ServiceContext } from '@/server/services/context';
import { receiveVisits } from '@/server/services/import/receive-visits';
import { getVisit } from '@/server/services/visit/get-visit';
import { previewAdjudication } from '@/server/services/visit/preview-adjudication';
import { civilTime, day, rowReason, text, whole, working, workingOf, yuan, yuanOf } from './fields';
import { granted, problem } from './problem';
import { readRecord, readRecords } from './read-records';
import { type HisRoute, type RawRequest, route } from './route';
import { unsettledRecord, visitRecord } from './visit-record';

const outcomes = ['accepted', 'already_held', 'conflicting', 'rejected'] as const;

const received = z.object({
  batch_id: text('of this import, for questions to the insurance bureau'),
  rows_read: whole('the four outcomes add up to it'),
  accepted: whole('taken'),
  already_held: whole('held with the same content'),
  conflicting: whole('held with other content; kept aside, nothing overwritten'),
  rejected: whole('not taken'),
  rows: z.array(
    z.object({
      row: whole('counts from 1'),
      fixmedins_code: text('as sent'),
      medins_setl_id: text('as sent'),
      outcome: z.enum(outcomes),
      reasons: z.array(rowReason).meta({ description: 'why it was not taken; empty when it was' }),
    }),
  ),
});

const adjudicated = z.object({
  fixmedins_code: text('institution'),
  medins_setl_id: text('settlement number'),
  insutype: z.enum(insutypes),
  med_type: z.enum(medTypes),
  setl_time: civilTime('settled at'),
  status: z.enum(['paid', 'refunded', 'refund']).meta({ description: 'refunded: taken back since; refund: takes another one back' }),
  policy_id: text('version of the policy'),
  policy_title: text('its title'),
  contract_in_force: z.boolean().meta({ description: 'whether the person was signed on that day' }),
  medfee_sumamt: yuan('total'),
  inscp_scp_amt: yuan('within the scope of the policy'),
  figures: z
    .object({
      benefit_year: day('first day of the benefit year it counts in'),
      covered: z.boolean().meta({ description: 'false at a level where the plan pays nothing' }),
      deductible: yuan('deductible taken from this visit'),
      rate: text('rate applied, decimal'),
      fund_pay: yuan('what the pooled fund pays'),
      enhancement: yuan('the part of it that is there because of the contract'),
      ladder_pay: yuan('what the ladder above basic insurance (大病保险) pays beside the fund'),
      assistance_pay: yuan('what medical assistance (医疗救助) pays beside both'),
      self_pay: yuan('all that none of the three pays'),
      deductible_before: yuan('deductible of this year paid before'),
      fund_before: yuan('fund of this year paid before'),
    })
    .nullable()
    .meta({ description: 'null when it pays nothing because it was taken back' }),
  working,
});

const held = adjudicated.extend({
  revision: whole('goes up when a visit that came late, or a contract, changed what this one comes to'),
  refunded_by: text('the medins_setl_id that took it back').nullable(),
  refund_problem: z.enum(waitingReasons).nullable().meta({ description: 'of a refund that takes nothing back: why; null otherwise' }),
  difference: text('how the hospital’s own figure differs from ours; null when it sent none').nullable(),
});

export function visitRoutes(sentence: (refusal: AnyRefusal) => string): readonly HisRoute[] {
  const visits = route({
    method: 'POST',
    path: '/visits',
    summary: 'Send settled visits, up to 5,000 at a time; each is answered on its own',
    records: { many: true, row: visitRecord },
    answer: received,
    run: (context, { raw }) => receive(context, raw, sentence),
  });
  return [visits, visitRoute, previewRoute];
}

const visitRoute = route({
  method: 'GET',
  path: '/visits/{medins_setl_id}',
  summary: 'What a visit comes to, with its working',
  params: z.strictObject({ medins_setl_id: z.string().min(1).max(30).meta({ description: 'settlement number of the institution' }) }),
  query: z.strictObject({
    fixmedins_code: z.string().length(12).optional().meta({ description: 'a village clinic of the institution; itself when absent' }),
  }),
  answer: held,
  run: async (context, { params, query }) => {
    const institutionCode = query.fixmedins_code ?? ownInstitution(context);
    const view = granted(await getVisit(context, { institutionCode, settlementId: params.medins_setl_id }));
    const { revision, refundedBy, waitsFor, difference } = view;
    return { ...adjudicatedOf(view), revision, refunded_by: refundedBy, refund_problem: waitsFor, difference };
  },
});

const previewRoute = route({
  method: 'POST',
  path: '/adjudications',
  summary: 'What a visit would come to before it is settled; stores no visit',
  asksAboutPerson: true,
  records: { many: false, row: unsettledRecord },
  answer: adjudicated,
  run: async (context, { raw }) => {
    const row = await readRecord(raw.body, { medins_setl_id: unnumbered, setl_time: civilTimeOf(context.now()) });
    return adjudicatedOf(granted(await previewAdjudication(context, row), (refusal) => refusal.column));
  },
});

/** Stands for a number that is not given yet; it comes last among visits of the same second. */
const unnumbered = '~';

async function receive(
  context: ServiceContext,
  { body, requestKey }: RawRequest,
  sentence: (refusal: AnyRefusal) => string,
): Promise<z.input<typeof received>> {
  const rows = await readRecords(body);
  const digest = createHash('sha256').update(body?.bytes ?? '').digest('hex');
  const { batchId, rows: answers } = granted(await receiveVisits(context, { rows, digest, requestKey }));
  const count = (outcome: (typeof outcomes)[number]) => answers.filter((row) => row.outcome === outcome).length;
  return {
    batch_id: batchId,
    rows_read: answers.length,
    ...{ accepted: count('accepted'), already_held: count('already_held'), conflicting: count('conflicting'), rejected: count('rejected') },
    rows: answers.map((row) => ({
      row: row.rowNumber,
      fixmedins_code: row.institutionCode,
      medins_setl_id: row.settlementId,
      outcome: row.outcome,
      // Reasons come from the database, where the pair of code and facts is plain JSON.
      reasons: row.reasons.map(({ code, facts, column }) => ({ code, message: sentence({ code, facts } as AnyRefusal), facts, column })),
    })),
  };
}

interface Told {
  readonly visit: Visit;
  readonly status: 'paid' | 'refunded' | 'refund';
  readonly policy: { readonly id: string; readonly title: string };
  readonly adjudication: Adjudication | null;
  readonly working: readonly WorkingStep[];
}

function adjudicatedOf({ visit, status, policy, adjudication, working: steps }: Told): z.input<typeof adjudicated> {
  const { institutionCode, settlementId, insutype, medType, settledAt, totalFen, inScopeFen } = visit;
  return {
    fixmedins_code: institutionCode,
    medins_setl_id: settlementId === unnumbered ? '' : settlementId,
    insutype,
    med_type: medType,
    setl_time: settledAt,
    status,
    policy_id: policy.id,
    policy_title: policy.title,
    contract_in_force: adjudication !== null && adjudication.contractId !== null,
    medfee_sumamt: yuanOf(totalFen),
    inscp_scp_amt: yuanOf(inScopeFen),
    figures: adjudication && figuresOf(adjudication),
    working: workingOf(steps),
  };
}

function figuresOf(adjudication: Adjudication) {
  const { benefitYear, covered, deductiblePaidFen, rate, payFen, enhancementFen, layers, selfPaidFen, before } = adjudication;
  return {
    benefit_year: benefitYear,
    covered,
    deductible: yuanOf(deductiblePaidFen),
    rate,
    fund_pay: yuanOf(payFen),
    enhancement: yuanOf(enhancementFen),
    ladder_pay: yuanOf(layers?.ladderFen ?? 0),
    assistance_pay: yuanOf(layers?.assistanceFen ?? 0),
    self_pay: yuanOf(selfPaidFen),
    deductible_before: yuanOf(before.deductiblePaidFen),
    fund_before: yuanOf(before.fundPaidFen),
  };
}

function ownInstitution({ actor }: ServiceContext): string {
  const own = actor.kind === 'staff' ? actor.institutionCodes[0] : undefined;
  if (own === undefined) throw problem({ code: 'not_found', facts: { what: 'institution' } });
  return own;
}
