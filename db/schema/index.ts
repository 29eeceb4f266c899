export * from './account';
export * from './contract';
export * from './policy';
export * from './quota';
export * from './referral';
export * from './registry';
export * from './settlement';
export * from './visit';
