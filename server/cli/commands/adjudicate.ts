import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { classifyDifference } from '@/server/domain/benefit/classify-difference';
import { explainAdjudication } from '@/server/domain/benefit/explain-adjudication';
import { type FoldedVisit, foldBenefitYear } from '@/server/domain/benefit/fold-benefit-year';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { formatYuan } from '@/server/domain/kernel/money';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { PolicyDocumentRefusal } from '@/server/domain/policy/refusals';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import { type StandaloneVisit, readStandaloneVisit } from '@/server/integration/his/standalone-visit';
import { readNdjson } from '@/server/integration/sheets/read-ndjson';
import { publishStep } from '@/server/integration/statement/publish-statement';
import { BadUsage, type Command, type ExitCode, type Io, exitCodes } from '../command';
import { readJson, textPieces } from '../read-json';

const longestLineBytes = 1_000_000;
const policiesFolder = join(process.cwd(), 'policies');

/**
 * `adjudicate --policy FILE|ID < visits.ndjson`: what a policy pays for visits, without a database. One result a line, in the
 * order of the fold for each person and people in the order they first appear, each with its working.
 */
export async function runAdjudicate(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: { policy: { type: 'string' } } });
  if (!values.policy) throw new BadUsage('name the policy with --policy FILE|ID');
  const policy = await readPolicy(values.policy, io);
  if (!policy.ok) {
    for (const { code, facts } of policy.refusals) io.stderr(`${code} ${JSON.stringify(facts)}`);
    return exitCodes.failed;
  }
  let sound = true;
  const people = new Map<string, StandaloneVisit[]>();
  for await (const row of readNdjson(textPieces(io.stdin), longestLineBytes)) {
    const read = readStandaloneVisit(row);
    if (read.problems.length > 0) {
      sound = false;
      io.stdout(JSON.stringify({ line: row.rowNumber, status: 'unreadable', reasons: read.problems }));
      continue;
    }
    const own = people.get(read.person) ?? [];
    people.set(read.person, own);
    own.push(read);
  }
  for (const visits of people.values()) {
    for (const folded of fold(visits, policy.value)) {
      sound &&= folded.status !== 'refused';
      io.stdout(JSON.stringify(resultOf(folded, policy.value)));
    }
  }
  return sound ? exitCodes.done : exitCodes.failed;
}

function fold(rows: readonly StandaloneVisit[], policy: PolicyVersion): FoldedVisit[] {
  const byKey = new Map(rows.map((row) => [visitKeyText(row.visit), row]));
  const places = new Map(rows.map((row) => [row.visit.institutionCode, row.place]));
  const contracts = new Map(rows.flatMap(({ contract }) => (contract ? [[contract.contractId, contract] as const] : [])));
  // The newest record says whether the person is retired, as a registry would.
  const retired = rows.some((row) => row.retired);
  const days = new Map<Day, StandaloneVisit[]>();
  for (const row of rows) {
    const day = settlementDay(row.visit.settledAt);
    const known = days.get(day);
    if (known === undefined) days.set(day, [row]);
    else known.push(row);
  }
  return foldBenefitYear(rows.map((row) => row.visit), {
    regionCode: policy.regionCode,
    policies: [policy],
    contracts: [...contracts.values()],
    retiredOn: () => retired,
    placeOf: (code) => places.get(code) ?? { level: 'township', allianceIds: [] },
    homeInstitutionCode: rows.find((row) => row.homeInstitutionCode !== null)?.homeInstitutionCode ?? null,
    // Any record of a day may tell what the person was on it.
    keyGroupsOn: (day) => (days.get(day) ?? []).flatMap((row) => row.keyGroups),
    identityClassesOn: (day) => (days.get(day) ?? []).flatMap((row) => row.identityClasses),
    recognitionFor: (visit) => byKey.get(visitKeyText(visit))?.recognitionId ?? null,
    chainOf: (visit) => byKey.get(visitKeyText(visit))?.chain ?? null,
  });
}

function resultOf(folded: FoldedVisit, policy: PolicyVersion) {
  const key = { fixmedins_code: folded.visit.institutionCode, medins_setl_id: folded.visit.settlementId, status: folded.status };
  switch (folded.status) {
    case 'refused':
      return { ...key, reasons: folded.refusals };
    case 'refund':
      return { ...key, init_setl_id: folded.refundOf };
    case 'refunded':
      return { ...key, refunded_by: folded.refundedBy };
    case 'paid': {
      const { adjudication, facts, visit } = folded;
      const difference = classifyDifference(adjudication, visit, policy, facts);
      return {
        ...key,
        policy: adjudication.policyId,
        plan: adjudication.planId,
        deductible: formatYuan(adjudication.deductiblePaidFen),
        rate: adjudication.rate,
        fund: formatYuan(adjudication.payFen),
        enhancement: formatYuan(adjudication.enhancementFen),
        ladder: formatYuan(adjudication.layers?.ladderFen ?? 0),
        assistance: formatYuan(adjudication.layers?.assistanceFen ?? 0),
        self: formatYuan(adjudication.selfPaidFen),
        ...(difference === null ? {} : { difference: difference.kind, difference_amount: formatYuan(difference.differenceFen) }),
        working: explainAdjudication(adjudication, facts, policy).map(publishStep),
      };
    }
  }
}

/** A file, or the id of a version that comes with the program. */
async function readPolicy(named: string, io: Io): Promise<Outcome<PolicyVersion, PolicyDocumentRefusal>> {
  if (existsSync(named)) return checkPolicy(await readJson(named, io));
  for (const name of readdirSync(policiesFolder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.json')) continue;
    const policy = checkPolicy(await readJson(join(policiesFolder, name), io));
    if (policy.ok && policy.value.id === named) return policy;
  }
  throw new BadUsage(`${named} is neither a file nor the id of a policy that comes with the program`);
}

export const adjudicateCommand: Command = {
  words: ['adjudicate'],
  usage: '--policy FILE|ID < visits.ndjson',
  summary: 'what a policy pays for visits, without a database: one result a line, with its working',
  run: runAdjudicate,
};
