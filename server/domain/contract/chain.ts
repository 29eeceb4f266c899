import type { Contract } from './contract';

type Link = Pick<Contract, 'id' | 'previousContractId' | 'startDay' | 'endDay'>;

/** The contracts that lead to one and go on from it, whatever they were called off for, the oldest first. */
export function chainOf<C extends Link>(contracts: readonly C[], id: string): C[] {
  const chain = new Set<string>();
  const queue = [id];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (chain.has(next)) continue;
    chain.add(next);
    for (const each of contracts) {
      if (each.id === next && each.previousContractId !== null) queue.push(each.previousContractId);
      if (each.previousContractId === next) queue.push(each.id);
    }
  }
  return contracts.filter((each) => chain.has(each.id)).sort((a, b) => compare(a.startDay, b.startDay) || compare(a.endDay, b.endDay) || compare(a.id, b.id));
}

/** The contract that goes on from one and was not called off. */
export function successorOf<C extends Link>(contracts: readonly C[], id: string): C | null {
  return contracts.find((each) => each.previousContractId === id && each.startDay <= each.endDay) ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
