import { type ResidentRow, findResidentOfRegion } from '@/db/queries/resident';
import { listStandings } from '@/db/queries/resident-standing';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Insutype, KeyGroup, Sex } from '@/server/domain/registry/codes';
import { coverageOn, sameCoverage } from '@/server/domain/registry/coverage';
import { changeCoverage } from '@/server/domain/registry/decide-resident-change';
import { isByAge, registeredOn } from '@/server/domain/registry/key-groups-on';
import type { ChangeSource } from '@/server/domain/registry/resident-change';
import { type ServiceContext, today } from '../context';
import type { UnitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';
import { planContact, planHome } from './change-contact';
import { coverageChange } from './change-coverage';
import { planGroups } from './change-key-groups';
import { planParticulars } from './correct-particulars';
import { planDeath } from './record-death';
import { type ChangeGround, type PlannedChange, type ResidentChanged, saveChange } from './save-change';

/** A resident as a later file tells them. What a file leaves empty it does not take away. */
export interface ToldResident {
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDay: Day | null;
  readonly deathDay: Day | null;
  readonly insutype: Insutype;
  readonly retired: boolean;
  readonly phone: string | null;
  readonly address: string | null;
  readonly keyGroups: readonly KeyGroup[];
  readonly homeInstitutionCode: string | null;
}

type Step = (ground: ChangeGround) => Promise<Outcome<PlannedChange, AnyRefusal> | null>;

/**
 * Part of a unit of work: makes a resident's record what somebody else's file says, each difference with its history. Coverage and
 * key groups change from today; a group that the file does not name is left. Everything or nothing: the first difference that
 * cannot be taken refuses.
 *
 * @returns null where the file says nothing new.
 */
export async function applyResidentChange(context: ServiceContext, unit: UnitOfWork, resident: ResidentRow, told: ToldResident, source: ChangeSource): Promise<Outcome<ResidentChanged | null, AnyRefusal>> {
  const { tx } = unit;
  const { regionCode, id } = resident;
  let row = resident;
  let refolds = false;
  let changed: ResidentChanged | null = null;
  for (const step of stepsOf(context, told)) {
    const planned = await step({ tx, row, regionCode });
    if (planned === null) continue;
    if (!planned.ok) return planned;
    refolds ||= planned.value.refolds;
    // Folded once, when everything is known.
    const saved = await saveChange(context, unit, row, { ...planned.value, refolds: false }, source);
    if (!saved.ok) return saved;
    changed = saved.value;
    row = (await findResidentOfRegion(tx, regionCode, id)) ?? row;
  }
  if (changed === null || !refolds) return accept(changed);
  return accept({ ...changed, changedVisits: await refoldResident(tx, regionCode, { id }, context.now()) });
}

function stepsOf(context: ServiceContext, told: ToldResident): Step[] {
  const day = today(context);
  return [
    async (ground) => {
      const { row } = ground;
      const same = told.name.normalize('NFC').trim() === row.name && (told.sex ?? row.sex) === row.sex && (told.birthDay ?? row.birthDay) === row.birthDay;
      return same ? null : planParticulars(context, ground, { name: told.name, sex: told.sex ?? row.sex, birthDay: told.birthDay ?? row.birthDay, certificate: null, reason: null });
    },
    async (ground) => {
      const { coverage } = (await listStandings(ground.tx, ground.regionCode, [ground.row.id])).get(ground.row.id);
      const before = coverageOn(coverage, day);
      const after = { insutype: told.insutype, retired: told.retired };
      if (sameCoverage(before, after) || ground.row.deathDay !== null) return null;
      const decided = changeCoverage({ timeline: coverage, step: { from: day, value: after }, person: ground.row, today: day });
      return decided.ok ? accept(coverageChange(ground, { from: day, before, after, timeline: decided.value, reason: null })) : decided;
    },
    async (ground) => {
      const { keyGroups } = (await listStandings(ground.tx, ground.regionCode, [ground.row.id])).get(ground.row.id);
      const held = registeredOn(keyGroups, day);
      const entered = told.keyGroups.filter((group) => !isByAge(group) && !held.includes(group));
      return entered.length === 0 || ground.row.deathDay !== null ? null : planGroups(context, ground, entered.map((keyGroup) => ({ keyGroup, member: true, from: day })), null);
    },
    (ground) => {
      const planned = planContact(ground, { phone: told.phone ?? undefined, address: told.address ?? undefined, reason: null });
      const nothing = !planned.ok && planned.refusals.every(({ code }) => code === 'resident.nothing_changed');
      return Promise.resolve(nothing ? null : planned);
    },
    ({ row }) => {
      const home = told.homeInstitutionCode;
      return Promise.resolve(home === null || home === row.homeInstitutionCode ? null : accept(planHome(row.homeInstitutionCode, home, null)));
    },
    ({ row }) => {
      const { deathDay } = told;
      if (deathDay === null || deathDay === row.deathDay) return Promise.resolve(null);
      if (row.deathDay !== null) return Promise.resolve(refuse({ code: 'resident.already_dead', facts: { deathDay: row.deathDay } }));
      return Promise.resolve(accept(planDeath(context, row, deathDay, { document: 'cancelled_registration', note: null })));
    },
  ];
}
