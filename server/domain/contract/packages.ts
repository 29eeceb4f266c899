/**
 * Service packages on offer (国卫基层发〔2018〕35号: a basic package for everyone, and ones for the key groups). Their names and what
 * is in them are text for screens and live there.
 */
export const packageCodes = ['basic', 'elderly', 'hypertension', 'diabetes', 'maternal', 'child', 'disabled'] as const;
export type PackageCode = (typeof packageCodes)[number];

/** Versions of the consent text that was ever shown, newest last. A contract keeps which one its resident agreed to. */
export const consentVersions = ['2025-01'] as const;
export type ConsentVersion = (typeof consentVersions)[number];

export const currentConsentVersion: ConsentVersion = '2025-01';
