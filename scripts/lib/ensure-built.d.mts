/** Builds the application unless what stands is built from the very sources there are. */
export function ensureBuilt(tell?: (text: string) => void): Promise<void>;
