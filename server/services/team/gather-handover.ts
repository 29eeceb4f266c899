import type { Queryable, Reach } from '@/db';
import { findInstitution } from '@/db/queries/registry';
import { listTeams } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { isPrimary } from '@/server/domain/registry/codes';
import type { HandoverKind } from '@/server/domain/registry/handover';
import { type HandoverFacts, type ListChoice, type PlannedList, planHandover } from '@/server/domain/registry/plan-handover';

export interface HandoverInput {
  readonly kind: HandoverKind;
  readonly fromInstitutionCode: string;
  /** The same institution where its teams are merged among themselves. */
  readonly toInstitutionCode: string;
  readonly choices: readonly ListChoice[];
}

export interface GatheredHandover {
  readonly facts: HandoverFacts;
  readonly lists: readonly PlannedList[];
}

/** What a handover is planned from, within reach on both sides, and the plan; the preview and the act ask the same. */
export async function gatherHandover(q: Queryable, reach: Reach, input: HandoverInput): Promise<Outcome<GatheredHandover, AnyRefusal>> {
  const { regionCode } = reach;
  const place = async (code: string) => (reaches(reach, regionCode, code) ? findInstitution(q, regionCode, code) : null);
  const [from, to] = [await place(input.fromInstitutionCode), await place(input.toInstitutionCode)];
  if (!from || !to) return refuse({ code: 'not_found', facts: { what: 'institution' } });
  if (input.kind === 'institution_merged' && from.closedOn) return refuse({ code: 'institution.closed', facts: { institutionName: from.name, closedOn: from.closedOn } });
  const teams = await listTeams(q, { regionCode, institutionCodes: [from.code, to.code] });
  const known = new Set(teams.map(({ id }) => id));
  if (input.choices.some(({ fromTeamId, toTeamId }) => !known.has(fromTeamId) || !known.has(toTeamId))) return refuse({ code: 'not_found', facts: { what: 'team' } });
  const facts: HandoverFacts = {
    kind: input.kind,
    from: { code: from.code, name: from.name },
    to: { code: to.code, name: to.name, isPrimary: isPrimary(to.level), closedOn: to.closedOn ?? null },
    teams,
    choices: input.choices,
  };
  const plan = planHandover(facts);
  return plan.ok ? accept({ facts, lists: plan.value }) : plan;
}
