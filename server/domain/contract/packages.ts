import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import type { PackageItem, ServicePackage } from '@/server/domain/policy/package-terms';
import type { FeeParts, feePayers } from '@/server/domain/policy/service-fee-terms';
import type { KeyGroup } from '@/server/domain/registry/codes';

type Catalogue = readonly ServicePackage[];

/** The codes on offer, in the order of the catalogue. */
export function codesOnOffer(catalogue: Catalogue): string[] {
  return catalogue.map(({ code }) => code);
}

/** What each code is called that any of these versions offers, the latest name first: a contract keeps its code after the catalogue has dropped it. */
export function packageNamesOf(versions: readonly { readonly inForceFrom: Day; readonly contract: { readonly packages: Catalogue } }[]): Record<string, string> {
  const inOrder = [...versions].sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1));
  return Object.fromEntries(inOrder.flatMap(({ contract }) => contract.packages.map(({ code, name }) => [code, name] as const)));
}

/**
 * The packages of a contract, in the order of the catalogue. Every contract is for the basic one too (国卫基层发〔2018〕35号: 基础性 for
 * everybody, 个性化 on top of it), whether or not the contract says so; codes that the catalogue does not hold have no content.
 */
export function packagesOf(catalogue: Catalogue, codes: readonly string[]): ServicePackage[] {
  const chosen = catalogue.filter(({ code }) => codes.includes(code));
  if (chosen.some(({ kind }) => kind === 'basic')) return chosen;
  const basic = catalogue.find(({ kind }) => kind === 'basic');
  return basic ? [basic, ...chosen] : chosen;
}

/** What a desk ticks beforehand: the basic package, and those made for the key groups somebody belongs to, by age too (`keyGroupsOn`). */
export function suggestPackages(catalogue: readonly Pick<ServicePackage, 'code' | 'kind' | 'keyGroups'>[], groups: readonly KeyGroup[]): string[] {
  const basic = catalogue.find(({ kind }) => kind === 'basic');
  return catalogue
    .filter((each) => each === basic || (each.kind === 'personal' && each.keyGroups.some((group) => groups.includes(group))))
    .map(({ code }) => code);
}

export interface PackagePrice {
  readonly priceFen: Fen;
  readonly parts: FeeParts;
}

/** 分 for one year of a contract for these packages, and who bears it before anything is waived; parts add up to the price. */
export function priceOf(packages: Catalogue): PackagePrice {
  const part = (payer: (typeof feePayers)[number]) => sumFen(packages.map(({ yearlyParts }) => yearlyParts.value[payer]));
  return {
    priceFen: sumFen(packages.map(({ yearlyPrice }) => yearlyPrice.value)),
    parts: { fund: part('fund'), publicHealth: part('publicHealth'), person: part('person') },
  };
}

/** An item of the catalogue by its code, with the package it belongs to. */
export function findItem(packages: Catalogue, itemCode: string): { readonly item: PackageItem; readonly of: ServicePackage } | null {
  for (const of of packages) {
    const item = of.items.find(({ code }) => code === itemCode);
    if (item) return { item, of };
  }
  return null;
}
