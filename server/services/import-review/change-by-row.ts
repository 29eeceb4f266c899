import { type ResidentRow, findResidentOfRegion } from '@/db/queries/resident';
import { listStandings } from '@/db/queries/resident-standing';
import { type FieldDifference, type ComparedField, groupsToJoin } from '@/server/domain/import/compare-resident';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { coverageOn } from '@/server/domain/registry/coverage';
import { changeCoverage as decideCoverage, recordDeath as decideDeath } from '@/server/domain/registry/decide-resident-change';
import { type ServiceContext, today } from '../context';
import type { ResidentRowFacts } from '../import/import-residents';
import { planContact, planHome } from '../resident-change/change-contact';
import { coverageChange } from '../resident-change/change-coverage';
import { planGroups } from '../resident-change/change-key-groups';
import { planParticulars } from '../resident-change/correct-particulars';
import { planDeath } from '../resident-change/record-death';
import { type ChangeGround, type PlannedChange, saveChange } from '../resident-change/save-change';
import type { UnitOfWork } from '../unit-of-work';

/**
 * Makes a resident what a row says, by the rules of the desk, each kind of change as one that leaves its own history. What a file changes
 * holds from today, because it does not say since when.
 */
export async function changeByRow(context: ServiceContext, unit: UnitOfWork, resident: Pick<ResidentRow, 'regionCode' | 'id'>, facts: ResidentRowFacts, differences: readonly FieldDifference[]): Promise<Outcome<null, AnyRefusal>> {
  const fields = new Set(differences.map(({ field }) => field));
  for (const [of, plan] of steps) {
    if (!of.some((field) => fields.has(field))) continue;
    // The change before this one has made another version of the record.
    const row = await findResidentOfRegion(unit.tx, resident.regionCode, resident.id);
    if (!row) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const planned = await plan(context, { tx: unit.tx, row, regionCode: row.regionCode }, facts, fields);
    if (!planned.ok) return planned;
    const saved = await saveChange(context, unit, row, planned.value, 'import');
    if (!saved.ok) return saved;
  }
  return accept(null);
}

type Plan = (context: ServiceContext, ground: ChangeGround, facts: ResidentRowFacts, fields: ReadonlySet<ComparedField>) => Promise<Outcome<PlannedChange, AnyRefusal>>;

/** In this order: who somebody is comes before what they are insured as, and death last of all. */
const steps: readonly (readonly [of: readonly ComparedField[], plan: Plan])[] = [
  [['certificate', 'name', 'sex', 'birthDay'], particulars],
  [['phone', 'address'], contact],
  [['homeInstitution'], (_, { row }, facts) => Promise.resolve(accept(planHome(row.homeInstitutionCode, facts.homeInstitutionCode, null)))],
  [['insutype', 'retired'], coverage],
  [['keyGroups'], (context, ground, facts) => planGroups(context, ground, groupsToJoin(ground.row.keyGroups, facts.keyGroups).map((keyGroup) => ({ keyGroup, member: true, from: today(context) })), null)],
  [['deathDay'], death],
];

function particulars(context: ServiceContext, ground: ChangeGround, facts: ResidentRowFacts, fields: ReadonlySet<ComparedField>): Promise<Outcome<PlannedChange, AnyRefusal>> {
  const { row } = ground;
  const { certType, certNo, name, sex, birthDay } = facts;
  const certificate = fields.has('certificate') ? { certType, certNo, because: 'mistyped' as const } : null;
  // What the row leaves empty it takes from the number it gives; without another number the record stays as it is.
  const told = certificate ? { sex, birthDay } : { sex: sex ?? row.sex, birthDay: birthDay ?? row.birthDay };
  return planParticulars(context, ground, { name, ...told, certificate, reason: null });
}

function contact(_: ServiceContext, ground: ChangeGround, { phone, address }: ResidentRowFacts): Promise<Outcome<PlannedChange, AnyRefusal>> {
  return Promise.resolve(planContact(ground, { phone: phone ?? undefined, address: address ?? undefined, reason: null }));
}

async function coverage(context: ServiceContext, ground: ChangeGround, { insutype, retired }: ResidentRowFacts): Promise<Outcome<PlannedChange, AnyRefusal>> {
  const { tx, row, regionCode } = ground;
  const from = today(context);
  const after = { insutype, retired };
  const { coverage: timeline } = (await listStandings(tx, regionCode, [row.id])).get(row.id);
  const decided = decideCoverage({ timeline, step: { from, value: after }, person: row, today: from });
  return decided.ok ? accept(coverageChange(ground, { from, before: coverageOn(timeline, from), after, timeline: decided.value, reason: null })) : decided;
}

function death(context: ServiceContext, { row }: ChangeGround, { deathDay }: ResidentRowFacts): Promise<Outcome<PlannedChange, AnyRefusal>> {
  if (deathDay === null) return Promise.resolve(refuse({ code: 'resident.nothing_changed', facts: {} }));
  const decided = decideDeath(deathDay, row, today(context));
  return Promise.resolve(decided.ok ? accept(planDeath(context, row, decided.value, { document: 'cancelled_registration', note: null })) : decided);
}
