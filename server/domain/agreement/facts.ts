import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Fen, formatYuan, sumFen } from '@/server/domain/kernel/money';
import type { KeyGroup, Sex } from '@/server/domain/registry/codes';
import type { TeamRole } from '@/server/domain/registry/team-composition';
import type { DocumentTable } from './document';
import type { AgreementFacts } from './fill-agreement';
import { dayInWords, keyGroupNames, sexNames, teamRoleNames, wording } from './wording';

/** What an agreement says of a package and who bears its yearly price. */
export interface AgreedPackage {
  readonly name: string;
  readonly yearlyPriceFen: Fen;
  readonly fundFen: Fen;
  readonly publicHealthFen: Fen;
  readonly personFen: Fen;
  /** `perYear` is -1 for as often as needed. */
  readonly items: readonly { readonly name: string; readonly perYear: number }[];
}

/** Somebody of the team, with what they do in it. */
export interface AgreedMember {
  readonly name: string;
  readonly role: TeamRole;
  readonly title: string;
}

/** Where the facts of an agreement come from. Numbers of the person arrive masked: the agreement is bound to them by its own number. */
export interface AgreementSource {
  readonly number: string;
  readonly regionName: string;
  readonly institutionName: string;
  readonly team: { readonly name: string; readonly phone: string | null; readonly leaderName: string | null; readonly members: readonly AgreedMember[] };
  readonly doctorName: string;
  readonly resident: {
    readonly name: string;
    readonly sex: Sex;
    readonly birthDay: Day;
    readonly maskedNumber: string;
    readonly maskedPhone: string | null;
    readonly address: string | null;
    readonly keyGroups: readonly KeyGroup[];
  };
  readonly guardian: { readonly name: string; readonly relation: string } | null;
  readonly packages: readonly AgreedPackage[];
  readonly startDay: Day;
  readonly endDay: Day;
  readonly termYears: number;
  readonly signedDay: Day;
  readonly consentVersion: string;
}

/** Everything that a text can call for, in the words it is printed with. */
export function agreementFacts(source: AgreementSource): AgreementFacts {
  const { resident, team, guardian, packages } = source;
  return {
    values: {
      number: source.number,
      regionName: source.regionName,
      institutionName: source.institutionName,
      teamName: team.name,
      teamPhone: team.phone ?? wording.unregistered,
      leaderName: team.leaderName ?? source.doctorName,
      doctorName: source.doctorName,
      residentName: resident.name,
      residentSex: sexNames[resident.sex],
      residentBirthDay: dayInWords(resident.birthDay),
      residentNumber: resident.maskedNumber,
      residentPhone: resident.maskedPhone ?? wording.unregistered,
      residentAddress: resident.address ?? wording.unregistered,
      keyGroups: keyGroupsText(resident.keyGroups),
      guardianName: guardian?.name ?? null,
      guardianRelation: guardian ? guardian.relation || wording.guardian : null,
      packageNames: packages.map(({ name }) => name).join('、'),
      startDay: dayInWords(source.startDay),
      endDay: dayInWords(source.endDay),
      termYears: String(source.termYears),
      yearlyFee: yuan(sumFen(packages.map((each) => each.yearlyPriceFen))),
      personFee: yuan(sumFen(packages.map((each) => each.personFen))),
      signedDay: dayInWords(source.signedDay),
      consentVersion: source.consentVersion,
    },
    tables: { parties: partiesTable(source), team: teamTable(team.members), packages: packagesTable(packages), items: itemsTable(packages) },
  };
}

function partiesTable({ institutionName, team, doctorName, resident, guardian }: AgreementSource): DocumentTable {
  const rows = [
    [wording.partyA, institutionName],
    [wording.team, team.name],
    [wording.doctor, doctorName],
    [wording.teamPhone, team.phone ?? wording.unregistered],
    [wording.partyB, resident.name],
    [wording.sexAndBirth, `${sexNames[resident.sex]}，${dayInWords(resident.birthDay)}`],
    [wording.number, resident.maskedNumber],
    [wording.phone, resident.maskedPhone ?? wording.unregistered],
    [wording.address, resident.address ?? wording.unregistered],
    [wording.keyGroups, keyGroupsText(resident.keyGroups)],
  ];
  if (guardian) rows.push([wording.guardian, `${guardian.name}（${guardian.relation || wording.guardian}）`]);
  return { head: null, rows };
}

function teamTable(members: readonly AgreedMember[]): DocumentTable {
  return { head: [wording.role, wording.name, wording.title], rows: members.map(({ role, name, title }) => [teamRoleNames[role], name, title]) };
}

function packagesTable(packages: readonly AgreedPackage[]): DocumentTable {
  const { head } = wording.packages;
  const rows = packages.map((each) => [each.name, ...[each.yearlyPriceFen, each.fundFen, each.publicHealthFen, each.personFen].map(formatYuan)]);
  return { head: [...head], rows };
}

function itemsTable(packages: readonly AgreedPackage[]): DocumentTable {
  const rows = packages.flatMap(({ name, items }) => items.map((item) => [name, item.name, item.perYear < 0 ? wording.asNeeded : wording.timesAYear(item.perYear)]));
  return { head: [...wording.items.head], rows };
}

function keyGroupsText(groups: readonly KeyGroup[]): string {
  return groups.length === 0 ? wording.generalPopulation : groups.map((group) => keyGroupNames[group]).join('、');
}

function yuan(fen: Fen): string {
  return wording.yuan(formatYuan(fen));
}
