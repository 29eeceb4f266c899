import type { Queryable, Reach } from '@/db';
import { listAllianceSpells } from '@/db/queries/alliance-membership';
import { countCoverageByHome, countFulfilment, countPoint, countRenewals, countSignedByTeam } from '@/db/queries/coverage';
import { listSuccessions } from '@/db/queries/handover';
import { listAlliances, listInstitutions } from '@/db/queries/registry';
import { listTeams } from '@/db/queries/team';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type BoardFacts, type BoardPlace, type CoverageBoard, type CoverageTarget, type PeopleGroup, type Share, coverageBoard, rateOf, targetOf } from '@/server/domain/monitoring/coverage-board';
import type { Cited } from '@/server/domain/policy/cited';
import { allianceOn } from '@/server/domain/registry/alliance-membership';
import { keyGroups } from '@/server/domain/registry/codes';
import { successorOn } from '@/server/domain/registry/succession';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

export interface CoverageView extends CoverageBoard {
  readonly on: Day;
  /** Null where no policy is in force. */
  readonly targets: { readonly all: CoverageTarget; readonly key: CoverageTarget; readonly cited: readonly Pick<Cited<unknown>, 'clause' | 'confidence'>[] } | null;
}

const groups: readonly PeopleGroup[] = ['all', 'any', ...keyGroups];

/**
 * The coverage board of everything within reach on a day, today at the latest: who lives where and is signed, what falls due for renewal in the
 * day's year, and what teams have given. All figures are of one state of the database.
 *
 * @throws PermissionDenied without coverage:read.
 */
export function getBoard(context: ServiceContext, input: { readonly on: Day | null }): Promise<CoverageView> {
  const reach = permit(context, 'coverage:read');
  const on = input.on !== null && input.on < today(context) ? input.on : today(context);
  return context.store.snapshot((q) => readBoard(q, reach, on));
}

async function readBoard(q: Queryable, reach: Reach, on: Day): Promise<CoverageView> {
  const year = on.slice(0, 4);
  const cells = [];
  for (const group of groups) cells.push(...(await countCoverageByHome(q, reach, on, group)));
  const teams = await listTeams(q, reach);
  const facts: BoardFacts = {
    cells,
    teamCells: [...(await countSignedByTeam(q, reach, on, 'all')), ...(await countSignedByTeam(q, reach, on, 'any'))],
    renewals: await countRenewals(q, reach, { from: `${year}-01-01`, to: `${year}-12-31` }, on),
    fulfilment: await countFulfilment(q, reach, { from: `${year}-01-01`, to: on }),
    teams: teams.map(({ id, name, institutionCode, closedOn }) => ({ id, name, institutionCode, closedOn: closedOn !== null && closedOn <= on ? closedOn : null })),
    ...(await placesOf(q, reach, on)),
  };
  const board = coverageBoard(facts);
  const policy = await getPolicyInForce(q, reach.regionCode, on);
  if (!policy.ok) return { ...board, on, targets: null };
  const terms = policy.value.contract.coverage;
  const lastDay = `${Number(year) - 1}-12-31`;
  const before = async (group: 'all' | 'any'): Promise<Share> => {
    const point = await countPoint(q, reach, lastDay, group);
    return { ...point, rate: rateOf(point.signed, point.residents) };
  };
  const all = targetOf('all', board.total.all, await before('all'), Number(year), terms);
  const key = targetOf('key', board.total.keyPeople, await before('any'), Number(year), terms);
  const cited = [terms.totalGoal, terms.keyGroupGoal, terms.yearlyLeast].map(({ clause, confidence }) => ({ clause, confidence }));
  return { ...board, on, targets: { all, key, cited } };
}

async function placesOf(q: Queryable, reach: Reach, on: Day): Promise<Pick<BoardFacts, 'places' | 'alliances'>> {
  const { regionCode, institutionCodes } = reach;
  const institutions = await listInstitutions(q, regionCode, institutionCodes);
  const successions = await listSuccessions(q, regionCode);
  const spells = await listAllianceSpells(q, regionCode);
  const places = institutions.map(({ code, name, level, closedOn, ...seat }): BoardPlace => {
    const closed = closedOn && closedOn <= on ? closedOn : null;
    return { code, name, level, allianceId: allianceOn(spells.get(code), seat, on).allianceId, closedOn: closed, successorCode: successorOn(successions, code, on) };
  });
  const within = new Set(places.map(({ allianceId }) => allianceId));
  const alliances = (await listAlliances(q, regionCode)).filter(({ id }) => within.has(id)).map(({ id, name }) => ({ id, name }));
  return { places, alliances };
}
