export interface Chromium {
  path: string;
  version: string;
}

export function findChromium(tell?: (text: string) => void): Promise<Chromium | undefined>;
export function findInstalledChromium(): Promise<Chromium | undefined>;
