export interface Counts {
  passed: number;
  failed: number;
}

export interface Step {
  name: string;
  run: () => Counts | Promise<Counts>;
}

export function runSteps(steps: readonly Step[]): Promise<(Counts & { name: string })[]>;
export function countVitest(report: object | undefined, code: number): Counts;
export function countPlaywright(report: object | undefined, code: number): Counts;
