import { findCell, removeCell, saveCell } from '@/db/queries/grid';
import { findInstitution } from '@/db/queries/registry';
import { reaches } from '@/db/reach';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { GridCell } from '@/server/domain/registry/service-grid';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { findOpenTeam } from './find-open-team';

export interface SaveGridCellInput extends GridCell {
  /** Whether it may be taken from the team that has it. */
  readonly takeOver: boolean;
}

/** Writes a part of the service grid and the one team that looks after it. */
export function saveGridCell(context: ServiceContext, input: SaveGridCellInput): Promise<Outcome<GridCell, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  const { regionCode } = reach;
  return unitOfWork<GridCell, AnyRefusal>(context, async ({ tx, audit }) => {
    const place = reaches(reach, regionCode, input.institutionCode) ? await findInstitution(tx, regionCode, input.institutionCode) : null;
    if (!place) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    const team = input.teamId === null ? null : await findOpenTeam(tx, reach, input.teamId);
    if (team && !team.ok) return team;
    const cell: GridCell = { code: input.code.trim(), name: input.name.trim(), institutionCode: place.code, teamId: input.teamId, places: placesOf(input.places) };
    const before = await findCell(tx, regionCode, cell.code);
    const refusals: AnyRefusal[] = [];
    if (cell.name === '' || cell.code === '') refusals.push({ code: 'registry.name_missing', facts: {} });
    if (before && before.institutionCode !== place.code && !reaches(reach, regionCode, before.institutionCode)) {
      refusals.push({ code: 'team.grid_elsewhere', facts: { code: cell.code, institutionName: before.institutionName } });
    } else if (before && before.teamId !== null && before.teamId !== cell.teamId && !input.takeOver) {
      refusals.push({ code: 'team.grid_with_other_team', facts: { code: cell.code, teamName: before.teamName ?? before.teamId } });
    }
    const [first, ...others] = refusals;
    if (first) return refuse<AnyRefusal>(first, ...others);
    await saveCell(tx, regionCode, cell);
    await audit({ action: 'grid.saved', subject: { kind: 'grid', id: cell.code }, facts: { ...cell, teamBefore: before?.teamId ?? null } });
    return accept(cell);
  });
}

/** Takes a part out of the service grid; addresses in it suggest nobody any more. */
export function removeGridCell(context: ServiceContext, input: { readonly code: string }): Promise<Outcome<{ code: string }, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  const { regionCode } = reach;
  return unitOfWork<{ code: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const cell = await findCell(tx, regionCode, input.code);
    if (!cell || !reaches(reach, regionCode, cell.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'grid' } });
    await removeCell(tx, regionCode, cell.code);
    await audit({ action: 'grid.removed', subject: { kind: 'grid', id: cell.code }, facts: { name: cell.name, teamId: cell.teamId } });
    return accept({ code: cell.code });
  });
}

function placesOf(places: readonly string[]): string[] {
  return [...new Set(places.map((place) => place.trim()).filter((place) => place !== ''))];
}
