import { type TeamWithSeats, listTeams } from '@/db/queries/team';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

const teamColumns = [
  ['institutionCode', 'text', 16],
  ['institutionName', 'text', 24],
  ['teamId', 'text', 24],
  ['teamName', 'text', 24],
  ['leader', 'text'],
  ['phone', 'text', 16],
  ['capacity', 'count'],
  ['heads', 'count'],
  ['closedOn', 'day'],
] as const;

const memberColumns = [
  ['teamId', 'text', 24],
  ['teamName', 'text', 24],
  ['practitionerId', 'text', 20],
  ['practitioner', 'text'],
  ['teamRole', 'text'],
  ['profession', 'text'],
  ['title', 'text'],
  ['heads', 'count'],
] as const;

/** The teams within reach and who belongs to them, a sheet each; the taking leaves an audit row. */
export function exportTeams(context: ServiceContext, _: object, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const reach = permit(context, 'team:read');
  return unitOfWork<ExportedWorkbook, AnyRefusal>(context, async ({ tx, audit }) => {
    const teams = await listTeams(tx, reach);
    await audit({ action: 'team.exported', subject: { kind: 'region', id: reach.regionCode }, facts: { teams: teams.length } });
    return accept({
      fileName: [words.label('file', 'teams'), today(context)].join('-'),
      workbook: {
        sheets: [
          { name: words.label('sheet', 'teams'), columns: columnsOf(words, teamColumns), rows: teams.map(teamCells) },
          { name: words.label('sheet', 'teams.members'), columns: columnsOf(words, memberColumns), rows: teams.flatMap((team) => memberRows(team, words)) },
        ],
      },
    });
  });
}

function teamCells(team: TeamWithSeats): WorkbookRow {
  const leader = team.members.find(({ id }) => id === team.leaderId);
  return [team.institutionCode, team.institutionName, team.id, team.name, leader?.name, team.phone, team.capacity, team.signedCount, team.closedOn];
}

function memberRows({ id, name, members }: TeamWithSeats, words: Words): WorkbookRow[] {
  return members.map((member) => [id, name, member.id, member.name, words.label('teamRole', member.role), words.label('profession', member.profession), member.title, member.signedCount]);
}
