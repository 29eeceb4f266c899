import { addDays, addYears, daysBetween, type Day } from '@/server/domain/kernel/calendar-day';
import { lastDayOf, type TerminationReason } from '@/server/domain/contract/contract';
import { chanceOf } from './chance';
import { type DemoPerson, demoResident } from './people';
import { type DemoTeam, demoTeams } from './places';

export interface DemoContract {
  readonly team: DemoTeam;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly termYears: number;
  readonly status: 'in_force' | 'expired' | 'terminated';
  readonly endedReason: TerminationReason | null;
}

/** Two people in three are signed; the old and the chronically ill nearly all of them. Oldest contract first. */
export function contractsOf(seed: number, person: DemoPerson, today: Day): DemoContract[] {
  if (person.serial === demoResident.serial) return storyContracts(today);
  const chance = chanceOf(seed, `contracts of ${person.serial}`);
  const wanted = person.keyGroups.length > 0 ? 0.86 : 0.54;
  if (person.deathDay !== null || !chance.happens(wanted)) return [];
  const teams = demoTeams.filter((team) => team.institutionCode === person.home.code);
  // A small team takes few; which people it may take follows from the serial, so that it stays the same size in a larger district.
  const small = teams.find((team) => team.capacity < 500);
  const team = small && person.serial < 4000 && person.serial % 2 === 0 ? small : chance.pick(teams.filter((one) => one !== small));
  const termYears = chance.weighted([1, 2, 3], [70, 15, 15]);
  const startDay = addDays(today, -chance.whole(1, termYears * 365 - 3));
  const endDay = lastDayOf(startDay, termYears);
  const before = chance.happens(0.6) ? earlierContract(team, startDay) : [];
  if (chance.happens(0.02) && daysBetween(startDay, today) > 40) {
    const endedOn = addDays(today, -chance.whole(5, 30));
    return [...before, { team, startDay, endDay: endedOn, termYears, status: 'terminated', endedReason: chance.pick(['moved_away', 'voluntary', 'unreachable_one_year'] as const) }];
  }
  return [...before, { team, startDay, endDay, termYears, status: 'in_force', endedReason: null }];
}

/** Signed again with the first team in spring, so that last year and this one both show what it brought. */
function storyContracts(today: Day): DemoContract[] {
  const [team] = demoTeams;
  if (!team) throw new Error('the demo has no team');
  const startDay = addDays(today, -230);
  const now: DemoContract = { team, startDay, endDay: lastDayOf(startDay, 1), termYears: 1, status: 'in_force', endedReason: null };
  return [...earlierContract(team, startDay), now];
}

function earlierContract(team: DemoTeam, renewedOn: Day): DemoContract[] {
  const startDay = addYears(renewedOn, -1);
  return [{ team, startDay, endDay: addDays(renewedOn, -1), termYears: 1, status: 'expired', endedReason: null }];
}
