import { findResident, findResidentOfRegion } from '@/db/queries/resident';
import { listStandings } from '@/db/queries/resident-standing';
import { packagesOf, suggestPackages } from '@/server/domain/contract/packages';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Confidence } from '@/server/domain/policy/cited';
import type { PackageKind, ServicePackage } from '@/server/domain/policy/package-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { FeeParts } from '@/server/domain/policy/service-fee-terms';
import type { KeyGroup } from '@/server/domain/registry/codes';
import { coverageOn } from '@/server/domain/registry/coverage';
import { keyGroupsOn } from '@/server/domain/registry/key-groups-on';
import { priceYear } from '@/server/domain/service-fee/service-fee';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

/** A package as a desk and a resident see it. */
export interface OfferedPackage {
  readonly code: string;
  readonly name: string;
  readonly kind: PackageKind;
  readonly keyGroups: readonly KeyGroup[];
  /** 分 for each year, on top of the other packages, before anything is waived. */
  readonly priceFen: Fen;
  readonly parts: FeeParts;
  /** How sure the price is. */
  readonly confidence: Confidence;
  readonly items: readonly { readonly code: string; readonly name: string; /** -1: as often as needed. */ readonly perYear: number }[];
}

export interface PackageOffer {
  readonly packages: readonly OfferedPackage[];
  /** Codes to tick beforehand for the resident that was asked about; the basic package for one who is not registered. */
  readonly suggested: readonly string[];
}

/**
 * What a contract can be for today, and what suits a resident. Of one outside the reach nothing is told: for them, as for nobody in
 * particular, the basic package is suggested.
 */
export async function listPackages(context: ServiceContext, { residentId }: { readonly residentId: string | null }): Promise<Outcome<PackageOffer, AnyRefusal>> {
  const reach = permit(context, 'contract:read');
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, reach.regionCode, today(context));
  if (!policy.ok) return policy;
  const resident = residentId === null ? null : await findResident(q, reach, residentId);
  const { packages } = policy.value.contract;
  const groups = resident ? await keyGroupsToday(context, resident) : [];
  return accept({ packages: packages.map(offered), suggested: suggestPackages(packages, groups) });
}

export function offered({ code, name, kind, keyGroups, yearlyPrice, yearlyParts, items }: ServicePackage): OfferedPackage {
  return {
    ...{ code, name, kind, keyGroups },
    priceFen: yearlyPrice.value,
    parts: yearlyParts.value,
    confidence: yearlyPrice.confidence,
    items: items.map((item) => ({ code: item.code, name: item.name, perYear: item.perYear.value })),
  };
}

async function keyGroupsToday(context: ServiceContext, { id, regionCode, birthDay }: { readonly id: string; readonly regionCode: string; readonly birthDay: Day }): Promise<readonly KeyGroup[]> {
  const { keyGroups } = (await listStandings(context.store.reads, regionCode, [id])).get(id);
  return keyGroupsOn({ birthDay, keyGroups }, today(context));
}

export interface QuoteInput {
  readonly residentId: string | null;
  readonly packageCodes: readonly string[];
  /** Null: today. */
  readonly startDay: Day | null;
}

export interface PackageQuote {
  /** 分 a year in all; the three parts add up to it, unless the institution itself bears what is waived. */
  readonly priceFen: Fen;
  readonly fundFen: Fen;
  readonly publicHealthFen: Fen;
  readonly personFen: Fen;
  /** The waiver that lowered the person's part; null: none. */
  readonly waiverName: string | null;
}

/** What the first year of a contract for these packages costs a resident of the region, and who bears it. Without a resident nothing is waived. */
export async function quotePackages(context: ServiceContext, { residentId, packageCodes, startDay }: QuoteInput): Promise<Outcome<PackageQuote, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  const q = context.store.reads;
  const day = startDay ?? today(context);
  const policy = await getPolicyInForce(q, reach.regionCode, day);
  if (!policy.ok) return policy;
  const resident = residentId === null ? null : await findResidentOfRegion(q, reach.regionCode, residentId);
  if (residentId !== null && !resident) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const { serviceFee: terms, contract } = policy.value;
  const standing = resident && (await listStandings(q, reach.regionCode, [resident.id])).get(resident.id);
  const coverage = (standing && coverageOn(standing.coverage, day)) ?? { insutype: null, retired: false };
  const priced = priceYear({ packageCodes, ...coverage }, day, { packages: contract.packages, terms });
  if (!priced) {
    const packageCode = packageCodes.find((code) => !contract.packages.some((each) => each.code === code)) ?? '';
    return refuse({ code: 'contract.package_unknown', facts: { packageCode } });
  }
  const { fundFen, publicHealthFen, personFen, heldFen } = priced.amounts;
  const full = packagesOf(contract.packages, packageCodes).reduce((sum, { yearlyPrice }) => sum + yearlyPrice.value, 0);
  return accept({ priceFen: full, fundFen: fundFen + heldFen, publicHealthFen, personFen, waiverName: terms.waivers.find(({ id }) => id === priced.waiverId)?.name ?? null });
}
