import { setImmediate } from 'node:timers/promises';
import type { Tx } from '@/db';
import { listAssessments } from '@/db/queries/assessment';
import { listInstitutions } from '@/db/queries/registry';
import { listFeeContracts, listLiveFeeLines } from '@/db/queries/service-fee';
import { type Month, addMonths, addYears, firstDayOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { DecimalText } from '@/server/domain/kernel/money';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { type FeeLine, type FeeRules, feeLinesOf } from '@/server/domain/service-fee/fee-lines';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';

/** How many contracts are held in memory at once. */
const pageSize = 4000;

/** What the contracts of a region lack in the books of service fees by the end of a month, a page of contracts at a time. */
export async function* gatherFees(tx: Tx, regionCode: string, month: Month, policy: PolicyVersion): AsyncGenerator<FeeLine[]> {
  const rules = await rulesOf(tx, regionCode, month, policy);
  let after = '';
  for (;;) {
    const contracts = await listFeeContracts(tx, regionCode, after, rules.to, pageSize);
    const [first, last] = [contracts[0], contracts.at(-1)];
    if (!first || !last) return;
    const booked = new Map<string, FeeLine[]>();
    for (const line of await listLiveFeeLines(tx, regionCode, first.contractId, last.contractId)) {
      const own = booked.get(line.contractId);
      if (own) own.push(line);
      else booked.set(line.contractId, [line]);
    }
    yield contracts.flatMap((contract) => feeLinesOf(contract, booked.get(contract.contractId) ?? [], rules));
    after = last.contractId;
    await setImmediate();
  }
}

/** Years that began longer ago than late news about members is made good are past being charged. */
async function rulesOf(tx: Tx, regionCode: string, month: Month, policy: PolicyVersion): Promise<FeeRules> {
  const policies = await listPoliciesOf(tx, regionCode);
  const from = firstDayOf(addMonths(month, -policy.capitation.correctionMonths.value));
  const oldest = Number(addYears(from, -1).slice(0, 4));
  const years = Array.from({ length: Number(month.slice(0, 4)) - oldest + 1 }, (_, index) => String(oldest + index));
  const scores = new Map<string, ReadonlyMap<string, DecimalText>>();
  for (const year of years) scores.set(year, await scoresOf(tx, regionCode, year));
  return {
    from,
    to: lastDayOf(month),
    termsOn: (day) => {
      const found = findPolicyInForce(policies, day);
      return found && { policyId: found.id, packages: found.contract.packages, terms: found.serviceFee };
    },
    scoreOf: (institutionCode, year) => scores.get(year)?.get(institutionCode) ?? null,
  };
}

/** The approved scores of a year: an institution's own, else its alliance's. */
async function scoresOf(tx: Tx, regionCode: string, year: string): Promise<ReadonlyMap<string, DecimalText>> {
  const approved = (await listAssessments(tx, regionCode, year)).filter(({ status }) => status === 'approved');
  if (approved.length === 0) return new Map();
  const find = (kind: 'alliance' | 'institution', code: string | null) => approved.find(({ subjectKind, subjectCode }) => subjectKind === kind && subjectCode === code)?.score;
  const scores = new Map<string, DecimalText>();
  for (const { code, allianceId } of await listInstitutions(tx, regionCode)) {
    const score = find('institution', code) ?? find('alliance', allianceId);
    if (score !== undefined) scores.set(code, score);
  }
  return scores;
}
