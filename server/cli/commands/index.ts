import type { Command } from '../command';
import { init } from './init';
import { migrate, verifyAudit } from './maintenance';
import { demoLogins, seedDemoCommand } from './seed';

/** Every command, in the order in which help tells them. */
export const commands: readonly Command[] = [migrate, init, seedDemoCommand, demoLogins, verifyAudit];
