import { replaceAbsences, listStandings } from '@/db/queries/resident-standing';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { comeBack, moveAway, recordDeath as decideDeath, refusalsOfReason, withReason } from '@/server/domain/registry/decide-resident-change';
import type { DeathDocument } from '@/server/domain/registry/resident-change';
import { type ServiceContext, today } from '../context';
import { lapseRequests } from '../contract-request/lapse-requests';
import { endContractsOfDead, endContractsOfGone, reviveContracts } from './end-contracts';
import { endReferralsOfDead } from './end-referrals';
import { type ResidentChanged, type ResidentHandle, type PlannedChange, changeResident } from './save-change';

export interface RecordDeathInput extends ResidentHandle {
  readonly deathDay: Day;
  /** What the death is known by. */
  readonly document: DeathDocument;
  readonly note: string | null;
}

/**
 * 死亡登记: ends the contract on the day of death, lets what was asked for lapse, calls off referrals that nobody will come to, and
 * adjudicates again what was settled after it.
 */
export function recordDeath(context: ServiceContext, input: RecordDeathInput): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  return changeResident(context, 'resident:death', input, ({ row }) => {
    const decided = decideDeath(input.deathDay, row, today(context));
    return Promise.resolve(decided.ok ? accept(planDeath(context, row, decided.value, input)) : decided);
  });
}

type Row = Parameters<typeof endContractsOfDead>[2];

export function planDeath(context: ServiceContext, row: Row, deathDay: Day, { document, note }: Pick<RecordDeathInput, 'document' | 'note'>): PlannedChange {
  return {
    action: 'resident.death_recorded',
    facts: { deathDay, document },
    fields: [{ field: 'death', day: deathDay, before: null, after: { deathDay, document } }],
    reason: note,
    set: { deathDay },
    write: async (unit) => {
      await lapseRequests(context, unit, row, 'died', { signing: true, endings: 'all' });
      const ended = await endContractsOfDead(context, unit, { ...row, deathDay });
      return ended.ok ? endReferralsOfDead(context, unit, row) : ended;
    },
    refolds: true,
  };
}

/** Takes back a death that was a mistake. Contracts that ended by it are in force again, unless their place or person is taken by now. */
export function withdrawDeath(context: ServiceContext, input: ResidentHandle & { readonly reason: string }): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  return changeResident(context, 'resident:correct', input, ({ row }) => {
    const refusals: AnyRefusal[] = row.deathDay === null ? [{ code: 'resident.not_dead', facts: {} }] : [];
    refusals.push(...refusalsOfReason(input.reason));
    const [first, ...others] = refusals;
    if (first) return Promise.resolve(refuse(first, ...others));
    return Promise.resolve(
      accept<PlannedChange>({
        action: 'resident.death_withdrawn',
        fields: [{ field: 'death', day: row.deathDay, before: { deathDay: row.deathDay }, after: null }],
        reason: input.reason,
        set: { deathDay: null },
        write: (unit) => reviveContracts(context, unit, { ...row, deathDay: null }),
        refolds: true,
      }),
    );
  });
}

export interface MovingAwayInput extends ResidentHandle {
  /** The first day on which they no longer live here. */
  readonly from: Day;
  /** Whether the contract in force ends on the day before. */
  readonly endsContract: boolean;
  readonly reason: string;
}

/** 迁出: from that day on nobody is paid for them as a member, and no count of the region's people holds them. */
export function recordMovingAway(context: ServiceContext, input: MovingAwayInput): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  const { from, endsContract, reason } = input;
  return changeResident(context, 'resident:change', input, async ({ tx, row, regionCode }) => {
    const { away } = (await listStandings(tx, regionCode, [row.id])).get(row.id);
    const decided = withReason(moveAway(away, from, row, today(context)), reason);
    if (!decided.ok) return decided;
    return accept<PlannedChange>({
      action: 'resident.moved_away',
      facts: { from },
      fields: [{ field: 'residence', day: from, before: { here: true }, after: { here: false } }],
      reason,
      write: async (unit) => {
        await replaceAbsences(unit.tx, regionCode, row.id, decided.value);
        // Whoever keeps a contract may still want to end it.
        await lapseRequests(context, unit, row, 'moved_away', { signing: true, endings: endsContract ? 'all' : 'none' });
        return endsContract ? endContractsOfGone(context, unit, row, from) : accept(null);
      },
      refolds: endsContract,
    });
  });
}

/** 迁回: from that day on they live here again. */
export function recordReturn(context: ServiceContext, input: ResidentHandle & { readonly on: Day; readonly reason: string }): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  return changeResident(context, 'resident:change', input, async ({ tx, row, regionCode }) => {
    const { away } = (await listStandings(tx, regionCode, [row.id])).get(row.id);
    const decided = withReason(comeBack(away, input.on, row, today(context)), input.reason);
    if (!decided.ok) return decided;
    return accept<PlannedChange>({
      action: 'resident.came_back',
      facts: { on: input.on },
      fields: [{ field: 'residence', day: input.on, before: { here: false }, after: { here: true } }],
      reason: input.reason,
      write: async (unit) => accept(await replaceAbsences(unit.tx, regionCode, row.id, decided.value)),
      refolds: false,
    });
  });
}
